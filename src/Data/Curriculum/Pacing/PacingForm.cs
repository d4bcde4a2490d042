using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>How a pacing function is written.</summary>
/// <param name="Text">Its name and arguments, with the arguments' defaults.</param>
/// <param name="Description">What it does, in a line.</param>
/// <param name="Create">Makes it of its arguments.</param>
public sealed record PacingForm(string Text, string Description, Func<NamedArguments, PacingFunction> Create)
{
    /// <summary>What stands before the arguments.</summary>
    public string Name => Text[..Text.IndexOf('(', StringComparison.Ordinal)];
}
