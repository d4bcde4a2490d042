namespace IlgpuCnn.Data.Catalogs;

/// <summary>
/// Puts a class into the <see cref="Catalog{T}"/> of its base type, under a name that people type. The class has a
/// public constructor that takes <see cref="ComponentArguments"/>, or one that takes nothing where the form has no
/// arguments, and a property of the same name for each argument: WeightDecay for <c>weight-decay</c>.
/// </summary>
/// <param name="form">
/// Name, arguments and defaults: <c>linear(a=0.8,b=0.2)</c>. A default in capitals, <c>from=VALUE</c>, says that the
/// argument must be given.
/// </param>
/// <param name="description">What it does, in one line for lists and help.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ComponentAttribute(string form, string description) : Attribute
{
    /// <summary>Name, arguments and defaults.</summary>
    public string Form => form;

    /// <summary>What it does, in one line.</summary>
    public string Description => description;
}
