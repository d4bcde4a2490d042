using System.Reflection;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Catalogs;

/// <summary>
/// All things of one kind that can be asked for by name, on the command line, in config.json and in code: models,
/// scores, pacing functions, optimizers. Classes with a <see cref="ComponentAttribute"/> in the assembly of
/// <typeparamref name="T"/> are in it from the start; others are added by <see cref="Register(string, string,
/// Func{ComponentArguments, T})"/>. Thread-safe.
/// </summary>
/// <typeparam name="T">What kind of thing.</typeparam>
public sealed class Catalog<T>
    where T : notnull
{
    private readonly Lock gate = new();
    private readonly List<CatalogEntry<T>> entries = [];

    /// <summary>A catalog of a kind of thing.</summary>
    /// <param name="kind">The kind, for messages: "pacing function".</param>
    public Catalog(string kind)
    {
        Kind = kind;
        RegisterFrom(typeof(T).Assembly);
        entries.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
    }

    /// <summary>What kind of thing it is a catalog of: "pacing function".</summary>
    public string Kind { get; }

    /// <summary>All there are: those of the assembly by name, then the others as they were registered.</summary>
    public IReadOnlyList<CatalogEntry<T>> Entries
    {
        get
        {
            lock (gate)
                return [.. entries];
        }
    }

    /// <summary>All names.</summary>
    public IReadOnlyList<string> Names => [.. Entries.Select(entry => entry.Name)];

    /// <summary>All names with commas between, for help and messages.</summary>
    public string NameList => string.Join(", ", Names);

    /// <summary>Adds a thing, under a name that is not taken yet.</summary>
    /// <param name="form">Name, arguments and defaults, as <see cref="ComponentAttribute"/> has them.</param>
    /// <param name="description">What it does, in one line for lists and help.</param>
    /// <param name="create">Makes it of its arguments.</param>
    /// <returns>This catalog.</returns>
    /// <exception cref="ArgumentException">The form has no name, or the name is taken.</exception>
    public Catalog<T> Register(string form, string description, Func<ComponentArguments, T> create)
    {
        CatalogEntry<T> entry = new(Kind, form, description, create);
        if (entry.Name.Length == 0)
            throw new ArgumentException($"The form '{form}' of a {Kind} has no name: write name(argument=default,…).");
        lock (gate)
        {
            if (entries.Any(known => string.Equals(known.Name, entry.Name, StringComparison.OrdinalIgnoreCase)))
                throw new ArgumentException($"There is a {Kind} '{entry.Name}' already.");
            entries.Add(entry);
        }

        return this;
    }

    /// <summary>Adds all classes of a type that have a <see cref="ComponentAttribute"/>.</summary>
    /// <typeparam name="TComponent">The class.</typeparam>
    /// <returns>This catalog.</returns>
    /// <exception cref="ArgumentException">The class has no such attribute, or a name is taken.</exception>
    public Catalog<T> Register<TComponent>()
        where TComponent : T => Add(typeof(TComponent)) > 0
            ? this
            : throw new ArgumentException($"{typeof(TComponent).Name} has no {nameof(ComponentAttribute)}.");

    /// <summary>Adds all classes of an assembly that are of this kind and have a <see cref="ComponentAttribute"/>.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    public int RegisterFrom(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(T))).Sum(Add);

    /// <summary>Whether something has this name, upper and lower case alike.</summary>
    public bool Has(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The entry of a name, upper and lower case alike.</summary>
    /// <exception cref="InputException">Unknown; the message gives the nearest name, where one is near.</exception>
    public CatalogEntry<T> Find(string name) =>
        KnownNames.Find(Kind, name, Entries.ToDictionary(entry => entry.Name));

    /// <summary>Makes what a text asks for, such as <c>exponential(a=0.8,b=0.2)</c>.</summary>
    /// <exception cref="InputException">The name or an argument is unknown, or an argument is out of its range.</exception>
    public Component<T> Parse(string text)
    {
        ComponentText asked = ComponentText.Parse(Kind, text);
        return Find(asked.Name).Create(asked);
    }

    /// <summary>The name of a value that entries without arguments make, such as a member of an enum.</summary>
    /// <exception cref="InputException">No entry makes it.</exception>
    public string NameOf(T value) =>
        Entries.FirstOrDefault(entry => entry.NeedsNoArguments && Parse(entry.Name).Value.Equals(value))?.Name
            ?? throw new InputException($"No {Kind} of the catalog is '{value}': register it.");

    private int Add(Type type)
    {
        int added = 0;
        foreach (ComponentAttribute component in type.GetCustomAttributes<ComponentAttribute>(inherit: false))
        {
            RequireShape(type, component);
            Register(component.Form, component.Description, arguments => Make(type, arguments));
            added++;
        }

        return added;
    }

    // What would fail only when somebody asks for it, or writes it into config.json.
    private static void RequireShape(Type type, ComponentAttribute component)
    {
        if (type.IsAbstract)
            throw new ArgumentException($"{type.Name} is abstract: put its {nameof(ComponentAttribute)} on what derives from it.");
        if (type.GetConstructor([typeof(ComponentArguments)]) is null && type.GetConstructor([]) is null)
        {
            throw new ArgumentException(
                $"{type.Name} has no public constructor that takes {nameof(ComponentArguments)} or nothing.");
        }

        if (ComponentWriter.MissingProperty(type, component) is { } argument)
            throw new ArgumentException($"{type.Name} has no public property for its argument '{argument}'.");
    }

    private static T Make(Type type, ComponentArguments arguments)
    {
        ConstructorInfo? takesArguments = type.GetConstructor([typeof(ComponentArguments)]);
        const BindingFlags unwrapped = BindingFlags.DoNotWrapExceptions;
        return (T)(takesArguments is not null
            ? takesArguments.Invoke(unwrapped, null, [arguments], null)
            : type.GetConstructor([])!.Invoke(unwrapped, null, [], null));
    }
}
