using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli.Commands;

public sealed class ListCommandTests
{
    [Test]
    public void List_OneKind_HasALineForEach()
    {
        string[] lines = Program.Run("list", "optimizers").Output.TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.EqualTo(Optimizer.Catalog.Entries.Count).And.All.Match(@"^[a-z]+\([^ ]+\)  +\S"));
    }

    [Test]
    public void List_Everything_HasEveryKindWithItsForms()
    {
        string[] lines = Program.Run("list").Output.Split('\n');
        Assert.That(
            lines.Where(line => line.Length > 0 && !line.Contains(' ')),
            Is.EqualTo(new[]
            {
                "models", "data", "augmentations", "optimizers", "schedules", "scores", "pacings", "layers",
            }));
        foreach (string form in Model.Catalog.Entries.Select(entry => entry.Form).Append("crop(padding=4)"))
            Assert.That(lines, Has.One.StartsWith(form + "  "));
    }

    [Test]
    public void List_UnknownKind_SaysWhichThereAre()
    {
        ProgramResult result = Program.Run("list", "optimisers");
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(
            result.Error, Does.StartWith("Unknown kind 'optimisers': did you mean 'optimizers'? Known: models, data,"));
    }
}
