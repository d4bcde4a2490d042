using System.Globalization;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Catalogs;

/// <summary>
/// The arguments that a component was asked for with. An argument that was not given has the default of the component's
/// form; one that the form does not list is refused. Each component checks its own ranges by what it reads here.
/// </summary>
public sealed class ComponentArguments
{
    // Beyond it not every whole number is a double.
    private const long MostWhole = 1L << 53;

    private readonly ComponentText asked;
    private readonly Dictionary<string, string> values = [];
    private readonly ComponentText form;

    internal ComponentArguments(ComponentText asked, ComponentText form)
    {
        this.asked = asked;
        this.form = form;
        foreach ((string key, string value) in form.Arguments)
            values[key] = value;
        foreach ((string key, string value) in asked.Arguments)
        {
            if (!values.ContainsKey(key))
            {
                string known = form.Arguments.Count == 0
                    ? "it takes none"
                    : $"it takes {string.Join(", ", form.Arguments.Select(argument => argument.Key))}";
                throw new InputException($"The {asked.Kind} '{asked.Text}' has an unknown argument '{key}': {known}.");
            }

            values[key] = value;
        }

        if (form.Arguments.FirstOrDefault(argument => IsRequired(argument.Value) && IsMissing(argument.Key))
            is { Key: { } missing })
        {
            throw new InputException(
                $"The {asked.Kind} '{asked.Text}' needs {missing}: write {form.Name}({missing}=…).");
        }
    }

    /// <summary>The name that the component was asked for by, as its form has it.</summary>
    public string Name => form.Name;

    /// <summary>A number.</summary>
    /// <param name="key">The argument.</param>
    /// <param name="least">The least it may be.</param>
    /// <param name="most">The most it may be.</param>
    /// <param name="over">What it must be over.</param>
    /// <exception cref="InputException">It is no number, or out of its bounds.</exception>
    public double Number(
        string key, double least = double.NegativeInfinity, double most = double.PositiveInfinity,
        double over = double.NegativeInfinity) => Checked(key, values[key], least, most, over);

    /// <summary>A number in [0, 1), in single precision too.</summary>
    /// <param name="key">The argument.</param>
    /// <exception cref="InputException">It is no number, or out of its bounds.</exception>
    public double Share(string key) => Number(key, least: 0) is var share && (float)share < 1
        ? share
        : throw new InputException($"In the {asked.Kind} '{asked.Text}', {key} must be under 1.");

    /// <summary>A number, or null where the argument is the word that the form has for its default.</summary>
    /// <param name="key">The argument.</param>
    /// <param name="least">The least it may be.</param>
    /// <param name="most">The most it may be.</param>
    /// <exception cref="InputException">It is no number, or out of its bounds.</exception>
    public double? OptionalNumber(
        string key, double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        IsDefault(key) ? null : Number(key, least, most);

    /// <summary>A whole number.</summary>
    /// <param name="key">The argument.</param>
    /// <param name="least">The least it may be.</param>
    /// <exception cref="InputException">It is not whole, or under the least.</exception>
    public long WholeNumber(string key, double least = double.NegativeInfinity) => Whole(key, Number(key, least));

    /// <summary>A whole number that an <see cref="int"/> holds.</summary>
    /// <param name="key">The argument.</param>
    /// <param name="least">The least it may be.</param>
    /// <param name="most">The most it may be.</param>
    /// <exception cref="InputException">It is not whole, or out of its bounds.</exception>
    public int Count(string key, double least = 0, double most = int.MaxValue) =>
        (int)Whole(key, Number(key, least, most));

    /// <summary>A whole number, or null where the argument is the word that the form has for its default.</summary>
    /// <param name="key">The argument.</param>
    /// <param name="least">The least it may be.</param>
    /// <exception cref="InputException">It is not whole, or out of its bounds.</exception>
    public int? OptionalCount(string key, double least = 0) => IsDefault(key) ? null : Count(key, least);

    /// <summary>Whole numbers with '/' between: <c>lengths=100/200/400</c>.</summary>
    /// <param name="key">The argument.</param>
    /// <param name="least">The least that each may be.</param>
    /// <exception cref="InputException">One is not whole, or under the least.</exception>
    public IReadOnlyList<long> WholeNumbers(string key, double least) =>
    [
        .. values[key].Split('/', StringSplitOptions.TrimEntries).Select(word => Whole(
            key, Checked(key, word, least, double.PositiveInfinity, double.NegativeInfinity))),
    ];

    /// <summary>true or false.</summary>
    /// <param name="key">The argument.</param>
    /// <exception cref="InputException">It is neither.</exception>
    public bool Flag(string key) => bool.TryParse(values[key], out bool flag)
        ? flag
        : throw new InputException($"In the {asked.Kind} '{asked.Text}', {key} must be true or false.");

    /// <summary>A text.</summary>
    /// <param name="key">The argument.</param>
    public string Text(string key) => values[key];

    /// <summary>A text, or null where the argument is the word that the form has for its default.</summary>
    /// <param name="key">The argument.</param>
    public string? OptionalText(string key) => IsDefault(key) ? null : values[key];

    /// <summary>One of the things that a catalog knows by name.</summary>
    /// <typeparam name="T">What kind of thing.</typeparam>
    /// <param name="key">The argument.</param>
    /// <param name="known">All there are.</param>
    /// <exception cref="InputException">The catalog does not know it.</exception>
    public T OneOf<T>(string key, Catalog<T> known)
        where T : notnull => known.Parse(values[key]).Value;

    /// <summary>An error: two arguments that can't both be given.</summary>
    /// <param name="key">The one.</param>
    /// <param name="other">The other.</param>
    public InputException Contradiction(string key, string other) => new(
        $"In the {asked.Kind} '{asked.Text}', {key} and {other} are both given: leave out one of them.");

    // In a form, a word in capitals stands for what a person must give.
    internal static bool IsRequired(string value) => value.Length > 1 && value.All(c => char.IsAsciiLetterUpper(c) || c == '-');

    internal string FullText() =>
        ComponentText.Write(form.Name, form.Arguments.Select(each => KeyValuePair.Create(each.Key, values[each.Key])));

    private bool IsMissing(string key) => asked.Arguments.All(argument => argument.Key != key);

    private bool IsDefault(string key) =>
        values[key] == form.Arguments.First(argument => argument.Key == key).Value;

    private double Checked(string key, string word, double least, double most, double over)
    {
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !double.IsFinite(value))
        {
            throw new InputException($"In the {asked.Kind} '{asked.Text}', {key} is '{word}', which is not a number.");
        }

        string? bound = value < least ? $"at least {least}" : value <= over ? $"over {over}"
            : value > most ? $"at most {most}" : null;
        return bound is null
            ? value
            : throw new InputException(FormattableString.Invariant(
                $"In the {asked.Kind} '{asked.Text}', {key} must be {bound}."));
    }

    private long Whole(string key, double number)
    {
        if (number != Math.Floor(number))
            throw new InputException($"In the {asked.Kind} '{asked.Text}', {key} must be whole: it counts something.");
        return Math.Abs(number) <= MostWhole
            ? (long)number
            : throw new InputException($"In the {asked.Kind} '{asked.Text}', {key} must be at most {MostWhole}.");
    }
}
