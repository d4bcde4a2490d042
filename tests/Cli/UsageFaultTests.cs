using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli;

/// <summary>Command lines that can't be parsed, each with its sentence.</summary>
public sealed class UsageFaultTests
{
    [TestCase("trian", "Unknown command 'trian': did you mean 'train'?", "ilgpucnn")]
    [TestCase("train shapes", "'train' can't do anything with 'shapes': it is no option and no option's value.")]
    [TestCase("train --batchsize 3", "'train' has no option '--batchsize': did you mean '--batch-size'?")]
    [TestCase("train --frobnicate", "'train' has no option '--frobnicate'.")]
    [TestCase("devices --frobnicate", "'devices' has no option '--frobnicate'.", "ilgpucnn devices")]
    [TestCase("pacing list --frobnicate", "'list' has no option '--frobnicate'.", "ilgpucnn pacing list")]
    [TestCase(
        "train --momentum 0.9",
        "'train' has no option '--momentum': momentum is an argument of sgd, sgdw, as in --optimizer \"sgd(momentum=0.9)\".")]
    [TestCase(
        "train --nesterov --lr 0.1",
        "'train' has no option '--nesterov': nesterov is an argument of sgd, sgdw, as in --optimizer \"sgd(nesterov=…)\".")]
    [TestCase(
        "train --labels=coarse",
        "'train' has no option '--labels': labels is an argument of cifar100, as in --data \"cifar100(labels=coarse)\".")]
    public void Run_OfWhatIsUnknown_IsASentenceAndWhereTheHelpIs(
        string arguments, string fault, string command = "ilgpucnn train")
    {
        ProgramResult result = Program.Run(arguments.Split(' '));
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Error, Is.EqualTo($"{fault}\n'{command} --help' shows what can be given.\n"));
    }

    [Test]
    public void Run_OfWrongValues_IsASentenceEach()
    {
        ProgramResult result = Program.Run("train", "--batch-size", "x", "--lr", "0,1");
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Is.EqualTo(
            "--lr '0,1' is not a number: write it like 0.001 or 1e-3.\n--batch-size 'x' is not a whole number.\n"));
    }

    [TestCase("pacing", "ilgpucnn pacing [command]")]
    [TestCase("", "ilgpucnn [command]")]
    public void Run_WithoutACommand_ShowsTheHelp(string arguments, string usage)
    {
        ProgramResult result = Program.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Output + result.Error, Does.Contain(usage));
    }
}
