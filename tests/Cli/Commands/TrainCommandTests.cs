using System.Diagnostics;
using System.Globalization;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli.Commands;

public sealed class TrainCommandTests : InTemporaryFolder
{
    private static readonly string[] Data = ["--device", "cpu", "--data", "shapes(train=60,test=40)"];

    private static readonly string[] Small = [.. Data, "--batch-size", "20"];

    [Test]
    public void Train_ThenEval_AgreeOnTheTestSet()
    {
        string run = Train("--validation", "0.2", "--label-smoothing", "0.1", "--augment", "flip,crop,rotate,jitter");
        string[] metrics = File.ReadAllLines(Path.Combine(run, "metrics.csv"));
        Dictionary<string, string> last = metrics[0].Split(',').Zip(metrics[^1].Split(','))
            .ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.That(last["step"], Is.EqualTo("4"));
        string report = Folder.File("report");
        ProgramResult eval = Program.Run("eval", "--checkpoint", run, "--device", "cpu", "--output", report);
        Assert.That(eval.ExitCode, Is.Zero, eval.Error);
        double loss = double.Parse(last["test_loss"], CultureInfo.InvariantCulture);
        Assert.That(eval.Output, Does.Contain(string.Create(CultureInfo.InvariantCulture, $"loss {loss:0.0000}")));
        foreach (string file in (string[])["confusion.csv", "classes.csv", "report.html"])
            Assert.That(Bytes(report, file), Is.EqualTo(Bytes(run, file)), file);
        string[] predictions = File.ReadAllLines(Path.Combine(report, "predictions.csv"));
        Assert.That(predictions, Has.Length.EqualTo(1 + 40));
        double right = predictions.Skip(1).Count(row => row.Split(',')[1] == row.Split(',')[2]) / 40.0;
        Assert.That(right, Is.EqualTo(double.Parse(last["test_accuracy"], CultureInfo.InvariantCulture)).Within(1e-6));
    }

    [Test]
    public void Train_FromItsConfig_RepeatsTheRun()
    {
        string first = Train("--optimizer", "sgd(momentum=0.9,nesterov=true)", "--seed", "7", "--warmup", "2");
        string second = Train("--config", first);
        Assert.That(Bytes(second, "model.safetensors"), Is.EqualTo(Bytes(first, "model.safetensors")));
        Assert.That(Bytes(second, "config.json"), Is.EqualTo(Bytes(first, "config.json")));
        string third = Train("--config", first, "--seed", "8");
        Assert.That(Bytes(third, "model.safetensors"), Is.Not.EqualTo(Bytes(first, "model.safetensors")));
    }

    [Test]
    public void Train_Warning_NamesOptions()
    {
        string[] zero = ["--lr-schedule", "cosine", "--lr-by", "visible-share", "--steps", "2"];
        ProgramResult result = Program.Run(["train", "--output", Folder.Path, .. Small, .. zero]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.StartWith("Warning: The learning rate is 0 at all 2 steps"));
        Assert.That(result.Error, Does.Contain("or leave out --lr-by."));
    }

    [TestCase("score")]
    [TestCase("teacher", Category = TestCategories.Exhaustive)]
    public void Train_FromItsConfigWhenItsScoresHaveChanged_IsRefused(string kind)
    {
        string[] score = ["score", "edges", .. Data, "--force", "--output", Folder.File("scores.csv")];
        Assert.That(Program.Run(score).ExitCode, Is.Zero);
        string file = kind == "score" ? Folder.File("scores.csv") : Path.Combine(Train(), "model.safetensors");
        string by = kind == "score" ? file : $"teacher-loss(checkpoint={file})";
        string first = Train("--ordering", "curriculum", "--score", by);
        Train("--config", first);
        File.AppendAllText(file, kind == "score" ? "\n" : " ");
        string[] runs = Directory.GetDirectories(Folder.Path);
        ProgramResult changed = Program.Run("train", "--config", first, "--output", Folder.Path, "--device", "cpu");
        Assert.That(changed.ExitCode, Is.EqualTo(1));
        Assert.That(changed.Error, Does.StartWith($"'{file}' has changed since the run in '{first}' took its scores"));
        Assert.That(changed.Error, Does.Contain($"give --score {by} to take it as it is now."));
        Assert.That(Directory.GetDirectories(Folder.Path), Is.EqualTo(runs));
        Train("--config", first, "--score", by);
    }

    [Test]
    public void Train_Terminated_SavesWhatItHas()
    {
        Assume.That(OperatingSystem.IsWindows(), Is.False, "signals are sent by kill(1)");
        using Process process = Program.Start(["train", "--device", "cpu", "--output", Folder.Path, "--epochs", "50"]);
        while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("epoch", StringComparison.Ordinal))
        {
        }

        // Ctrl-C's signal goes the same way, but a test run started in the background is born ignoring it.
        using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        string rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(rest, Does.Contain("interrupted after"));
        string run = Directory.GetDirectories(Folder.Path).Single();
        Assert.That(Program.Run("eval", "--checkpoint", run, "--device", "cpu").ExitCode, Is.Zero);
    }

    [Test]
    public void Train_LossTurnsNaN_StopsAndKeepsGoodWeights()
    {
        ProgramResult result = Program.Run(
            ["train", "--output", Folder.Path, .. Small, "--optimizer", "sgd", "--lr", "1e30", "--steps", "30"]);
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Does.Match(@"The loss is (NaN|Infinity) at step \d+").And.Contains("last good weights"));
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1));
        string run = Directory.GetDirectories(Folder.Path).Single();
        ProgramResult eval = Program.Run("eval", "--checkpoint", run, "--device", "cpu");
        Assert.That(eval.Output, Does.Match(@"loss \d"));
    }

    [Test]
    public void Train_DryRun_PrintsThePlanAndWritesNothing()
    {
        ProgramResult result = Program.Run(["train", "--dry-run", "--output", Folder.Path, .. Small]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        string[] lines = result.Output.Split('\n');
        long total = Bytes("total");
        Assert.That(total, Is.EqualTo(
            Bytes("these with reuse, one arena") + Bytes("data set") + Bytes("workspace") + Bytes("history of results")));
        Assert.That(Bytes("data set"), Is.EqualTo(100 * (3072 + 12) + (2 * 24)));
        Assert.That(Bytes("weights"), Is.EqualTo(Bytes("gradients")).And.EqualTo(Bytes("optimizer state") / 2));
        Assert.That(Bytes("these with reuse, one arena"), Is.LessThan(Bytes("these without reuse")));
        Assert.That(result.Output, Does.Match(@"conv2 +28×28×64 +4,014,080 +2 conv2 forward +15 pool1 backward"));
        Assert.That(result.Output, Does.Match(@"\nThat is [\d.]+ % of the [\d,]+ bytes that the device has\.\r?\n"));
        Assert.That(Directory.GetFileSystemEntries(Folder.Path), Is.Empty);

        long Bytes(string row) => long.Parse(
            lines.First(line => line.StartsWith(row + "  ", StringComparison.Ordinal))[row.Length..],
            NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }

    [TestCase("--model sed", "Unknown model 'sed': did you mean 'seed'")]
    [TestCase("--optimizer adm", "did you mean 'adam'")]
    [TestCase("--lr-schedule cosin", "did you mean 'cosine'")]
    [TestCase("--init glorot", "did you mean 'glorot-")]
    [TestCase("--data shape", "did you mean 'shapes'")]
    [TestCase("--sampling epochs", "did you mean 'epoch'")]
    [TestCase("--augment flop", "did you mean 'flip'")]
    [TestCase("--batch-size 0", "batch size is 0")]
    [TestCase("--batch-size -3", "batch size is -3")]
    [TestCase("--epochs 0", "number of epochs is 0")]
    [TestCase("--lr 0", "learning rate is 0")]
    [TestCase("--lr x", "--lr")]
    [TestCase("--optimizer sgd(momentum=1)", "In the optimizer 'sgd(momentum=1)', momentum must be under 1.")]
    [TestCase("--optimizer sgd(nesterov=true)", "nesterov=true needs a momentum over 0")]
    [TestCase("--optimizer adam(momentum=0.9)", "has an unknown argument 'momentum': it takes beta1, beta2, epsilon,")]
    [TestCase("--validation 1", "validation share is 1")]
    [TestCase("--data shapes(path=x)", "has an unknown argument 'path': it takes train, test.")]
    [TestCase("--data cifar10(superclass=x)", "has an unknown argument 'superclass': it takes path.")]
    [TestCase("--data shapes(train=3)", "shapes has train=3 images")]
    [TestCase("--threads 0", "number of threads is 0")]
    [TestCase("--device gpu", "Unknown device 'gpu'")]
    [TestCase("--device cuda:9", "cuda:9")]
    [TestCase("--config nowhere.json", "Can't read the configuration 'nowhere.json'")]
    [TestCase("--data cifar100(path=nowhere)", "There is no 'nowhere'")]
    [TestCase("--output /proc/nowhere", "Can't make the run's folder")]
    [TestCase("--nmae x", "--nmae")]
    [TestCase("--batch-size x", "--batch-size 'x' is not a whole number.")]
    [TestCase("--batch-size 9999999999", "--batch-size is 9999999999; it must be at most 2147483647.")]
    [TestCase("--steps 1.5", "--steps '1.5' is not a whole number.")]
    [TestCase("--limit many", "--limit 'many' is not a whole number.")]
    [TestCase("--seed -1", "--seed is -1; it must be at least 0.")]
    [TestCase("--seed 99999999999999999999", "it must be at most 18446744073709551615.")]
    [TestCase("--pacing linear", "--pacing was given, and the ordering 'standard' shows all images")]
    [TestCase("--balance none", "--balance was given, and the ordering 'standard' shows all images")]
    [TestCase("--ordering curriculum --score edges(checkpoint=x)", "has an unknown argument 'checkpoint'")]
    [TestCase("--ordering curriculum", "The ordering 'curriculum' needs a score: give --score, such as edges")]
    [TestCase("--lr-replay nowhere --dry-run", "Can't read the trace 'nowhere': there is no such file.")]
    [TestCase("--ordering random --score edges", "A score was given ('edges'), and neither")]
    public void Train_BadInput_IsOneSentenceAndNoFolder(string arguments, string message)
    {
        string[] output = arguments.StartsWith("--output", StringComparison.Ordinal) ? [] : ["--output", Folder.Path];
        ProgramResult result = Program.Run(["train", .. output, .. arguments.Split(' ')]);
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Does.Contain(message));
        Assert.That(result.Error, Does.Not.Contain("   at ").And.Not.Contain("System."));
        Assert.That(Directory.GetFileSystemEntries(Folder.Path), Is.Empty);
    }

    [Test]
    public void Train_OptionOfAnEarlierVersion_IsRefused(
        [Values("--data-dir", "--labels", "--superclass", "--train-images", "--test-images", "--momentum", "--nesterov",
            "--beta1", "--beta2", "--epsilon", "--weight-decay", "--teacher")]
        string option)
    {
        ProgramResult result = Program.Run("train", "--output", Folder.Path, option, "1");
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Does.Contain($"'train' has no option '{option}'"));
        Assert.That(Directory.GetFileSystemEntries(Folder.Path), Is.Empty);
    }

    [TestCase("{\"Version\":2,\"Data\":null}")]
    [TestCase("{\"Version\":2,\"Training\":{\"Model\":null}}")]
    [TestCase("{\"Version\":2,\"Unknown\":1}")]
    [TestCase("{\"Version\":2,\"Training\":{\"Steps\":\"x\"}}")]
    [TestCase("{\"Version\":2,\"Training\":{\"Model\":\"sed\"}}")]
    [TestCase("{\"Version\":\"2\"}")]
    [TestCase("{\"Data\":null}")]
    [TestCase("null")]
    [TestCase("")]
    public void Train_DamagedConfig_IsOneSentence(string json)
    {
        string config = Folder.File("config.json");
        File.WriteAllText(config, json);
        ProgramResult result = Program.Run("train", "--config", config, "--output", Folder.File("runs"));
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.StartWith("The configuration").And.Not.Contain("   at "));
    }

    private static byte[] Bytes(string run, string file) => File.ReadAllBytes(Path.Combine(run, file));

    private string Train(params string[] arguments)
    {
        string[] before = Directory.GetDirectories(Folder.Path);
        ProgramResult result = Program.Run(["train", "--output", Folder.Path, "--steps", "4", .. Small, .. arguments]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        return Directory.GetDirectories(Folder.Path).Except(before).Single();
    }
}
