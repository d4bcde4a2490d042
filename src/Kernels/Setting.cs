namespace IlgpuCnn.Kernels;

/// <summary>
/// A setting as messages name it. Libraries name settings, not how somebody sets them: "give the setting 'batch-size' a
/// smaller number". The command line shows its option in that place, <c>--batch-size</c>, and another program may show
/// the label of its text box.
/// </summary>
/// <param name="Name">The name: lower-case words with dashes between.</param>
public readonly record struct Setting(string Name)
{
    /// <summary>The setting as it stands in a message: the setting 'batch-size'.</summary>
    public override string ToString() => $"the setting '{Name}'";
}
