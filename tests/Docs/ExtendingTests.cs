using System.Text.RegularExpressions;

namespace IlgpuCnn.Tests.Docs;

/// <summary>The examples of docs/extending.md are the files of samples/OwnComponents, which the build compiles.</summary>
public sealed partial class ExtendingTests
{
    private const string Samples = "samples/OwnComponents";

    private static string Root
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "IlgpuCnn.sln")))
                    return folder.FullName;
            }

            Assert.Ignore("The sources are not on this machine.");
            return "";
        }
    }

    private static string Document => Read("docs/extending.md");

    private static (string File, string Code)[] Examples =>
        [.. Example().Matches(Document).Select(match => (match.Groups["file"].Value, match.Groups["code"].Value))];

    [Test]
    public void Examples_Each_AreTheFilesThatTheyName() => Assert.Multiple(() =>
    {
        foreach ((string file, string code) in Examples)
            Assert.That(code, Is.EqualTo(Read($"{Samples}/{file}")), file);
    });

    [Test]
    public void Examples_AreAllFilesOfTheSampleButItsProgram() => Assert.That(
        Examples.Select(example => example.File),
        Is.EquivalentTo(Directory.GetFiles(Path.Combine(Root, Samples), "*.cs").Select(Path.GetFileName)
            .Where(file => file != "Program.cs")));

    [Test]
    public void Blocks_OfCSharp_AllNameTheirFile() =>
        Assert.That(Examples, Has.Length.EqualTo(Fence().Count(Document)));

    private static string Read(string path) =>
        File.ReadAllText(Path.Combine(Root, path)).Replace("\r\n", "\n", StringComparison.Ordinal);

    // [SwishOp.cs](../samples/OwnComponents/SwishOp.cs):
    [GeneratedRegex(
        @"^\[(?<file>\w+\.cs)\]\(\.\./samples/OwnComponents/\k<file>\):\n\n```csharp\n(?<code>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^```csharp$", RegexOptions.Multiline)]
    private static partial Regex Fence();
}
