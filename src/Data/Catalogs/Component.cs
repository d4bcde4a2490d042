using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Catalogs;

/// <summary>
/// An object together with the text that names it on the command line and in config.json, so that text is parsed once
/// and messages can quote what was asked for. Two are equal when their full texts are.
/// </summary>
/// <typeparam name="T">What it is: a pacing function, an optimizer.</typeparam>
public sealed class Component<T> : IEquatable<Component<T>>
    where T : notnull
{
    /// <summary>
    /// An object that was made in code. Its text is read from its properties, by the form of its class, and checked as
    /// one that a person typed.
    /// </summary>
    /// <exception cref="InputException">A property is out of its range.</exception>
    public Component(T value)
        : this(ComponentWriter.Text(value), ComponentWriter.Text(value), value) => ComponentWriter.Check(value);

    /// <summary>An object that was asked for by a text.</summary>
    /// <param name="text">The text as it was written, the name as the catalog has it.</param>
    /// <param name="fullText">The text with every argument written out.</param>
    /// <param name="value">The object.</param>
    public Component(string text, string fullText, T value)
    {
        Text = text;
        FullText = fullText;
        Value = value;
    }

    /// <summary>
    /// The text that asked for the object, as it was written, the name as the catalog has it: <c>root(a=0.5)</c>.
    /// </summary>
    public string Text { get; }

    /// <summary>The text that asks for the object with every argument written out, as config.json has it: <c>root(a=0.5,b=0.2)</c>.</summary>
    public string FullText { get; }

    /// <summary>The name alone: <c>root</c>.</summary>
    public string Name => Text.Split('(')[0].Trim();

    /// <summary>The object.</summary>
    public T Value { get; }

    /// <summary>An object that was made in code.</summary>
    public static implicit operator Component<T>(T value) => new(value);

    /// <inheritdoc/>
    public bool Equals(Component<T>? other) => other is not null && other.FullText == FullText;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Component<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => FullText.GetHashCode(StringComparison.Ordinal);

    /// <summary>What was asked for, as it was written.</summary>
    public override string ToString() => Text;
}
