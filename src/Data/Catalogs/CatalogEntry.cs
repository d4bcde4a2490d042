using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Catalogs;

/// <summary>One thing of a <see cref="Catalog{T}"/>.</summary>
/// <typeparam name="T">What kind of thing it makes.</typeparam>
public sealed class CatalogEntry<T>
    where T : notnull
{
    private readonly Func<ComponentArguments, T> create;

    internal CatalogEntry(string kind, string form, string description, Func<ComponentArguments, T> create)
    {
        Signature = ComponentText.Parse(kind, form);
        Form = form;
        Description = description;
        this.create = create;
    }

    /// <summary>What people type in front of the parenthesis.</summary>
    public string Name => Signature.Name;

    /// <summary>Name, arguments and their defaults: <c>linear(a=0.8,b=0.2)</c>.</summary>
    public string Form { get; }

    /// <summary>What it does, in one line.</summary>
    public string Description { get; }

    /// <summary>Whether every argument has a default, so that the name alone is enough.</summary>
    public bool NeedsNoArguments => Signature.Arguments.All(argument => !ComponentArguments.IsRequired(argument.Value));

    internal ComponentText Signature { get; }

    internal Component<T> Create(ComponentText asked)
    {
        ComponentArguments arguments = new(asked, Signature);
        T value = Make(arguments, asked);

        // A class that writes its own arguments has one form of each number; under another name it is not asked for so.
        bool isOwn = value.GetType().IsDefined(typeof(ComponentAttribute), inherit: false)
            && ComponentWriter.Name(value) == Name;
        return new Component<T>(
            Name + asked.Text[asked.Name.Length..], isOwn ? ComponentWriter.Text(value) : arguments.FullText(), value);
    }

    // What is registered may be anybody's code: whatever it throws is told with the name that was asked for.
    private T Make(ComponentArguments arguments, ComponentText asked)
    {
        try
        {
            return create(arguments) ?? throw new InvalidOperationException("nothing was made");
        }
        catch (Exception e) when (e is not (InputException or OperationCanceledException))
        {
            throw new InputException(
                $"The {asked.Kind} '{asked.Text}' can't be made ({e.GetType().Name}: {e.Message.TrimEnd('.')}): its class is at fault.",
                e);
        }
    }
}
