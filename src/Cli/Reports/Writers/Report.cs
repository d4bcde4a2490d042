namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>
/// What a person is to read, without any form: <see cref="TerminalWriter"/> and <see cref="PageWriter"/> give it one.
/// </summary>
/// <param name="Title">What all of it is about; empty for none.</param>
/// <param name="Blocks">Its parts, from top to bottom.</param>
public sealed record Report(string Title, IReadOnlyList<ReportBlock> Blocks);
