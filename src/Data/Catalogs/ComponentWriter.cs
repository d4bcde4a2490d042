using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Catalogs;

/// <summary>Writes the text by which an object that was made in code can be asked for.</summary>
public static partial class ComponentWriter
{
    /// <summary>
    /// Name and arguments by the form of the object's class, each value read from the property of the argument's name;
    /// the object's own text where its class has no <see cref="ComponentAttribute"/>.
    /// </summary>
    public static string Text(object value)
    {
        if (value.GetType().GetCustomAttribute<ComponentAttribute>() is not { } component)
            return Word(value);
        ComponentText form = ComponentText.Parse("component", component.Form);
        return ComponentText.Write(form.Name, form.Arguments.Select(
            argument => KeyValuePair.Create(argument.Key, Value(value, argument.Key) ?? argument.Value)));
    }

    /// <summary>The name by the form of the object's class; where that has none, the class's own name.</summary>
    public static string Name(object value) =>
        value.GetType().GetCustomAttribute<ComponentAttribute>() is { } component
            ? ComponentText.Parse("component", component.Form).Name
            : Dashed(value.GetType().Name);

    /// <summary>Words with dashes between, as arguments and names are written: WeightDecay is weight-decay.</summary>
    public static string Dashed(string name)
    {
        StringBuilder dashed = new();
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c) && dashed.Length > 0)
                dashed.Append('-');
            dashed.Append(char.ToLowerInvariant(c));
        }

        return dashed.ToString();
    }

    /// <summary>The first argument of a class's form that the class has no property for; null where it has all.</summary>
    internal static string? MissingProperty(Type type, ComponentAttribute component) =>
        ComponentText.Parse("component", component.Form).Arguments.Select(argument => argument.Key)
            .FirstOrDefault(argument => PropertyOf(type, argument) is null);

    /// <summary>Checks an object that was made in code by what its class checks of a text.</summary>
    /// <exception cref="InputException">A property is out of its range.</exception>
    public static void Check(object value)
    {
        if (value.GetType() is var type && type.GetCustomAttribute<ComponentAttribute>() is { } component
            && type.GetConstructor([typeof(ComponentArguments)]) is { } constructor)
        {
            ComponentText asked = ComponentText.Parse("object", Text(value));
            ComponentText form = ComponentText.Parse("object", component.Form);
            constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [new ComponentArguments(asked, form)], null);
        }
    }

    private static PropertyInfo? PropertyOf(Type type, string argument) =>
        type.GetProperties().FirstOrDefault(each => Dashed(each.Name) == argument);

    // Null where the property is, which stands for the form's default.
    private static string? Value(object owner, string argument)
    {
        PropertyInfo property = PropertyOf(owner.GetType(), argument)
            ?? throw new InvalidOperationException($"{owner.GetType().Name} has no property for its argument '{argument}'.");
        return property.GetValue(owner) is { } value ? Word(value) : null;
    }

    private static string Word(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        Enum member => Dashed($"{member}"),
        double number => Exponent().Replace(number.ToString(CultureInfo.InvariantCulture), "e$1"),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join('/', list.Cast<object>().Select(Word)),
        _ => $"{value}",
    };

    // 1E-08 is 1e-8, as forms have it.
    [GeneratedRegex(@"E(?:\+|(-))0*")]
    private static partial Regex Exponent();
}
