using IlgpuCnn.Network.Predictions;

namespace IlgpuCnn.Tests.Network.Predictions;

public sealed class ClassificationResultTests
{
    private const double Tolerance = 1e-6;

    // Of class 0: two right, one taken for 1. Of 1: one right, one taken for 0. None of 2, 3; one is predicted as 2.
    private static readonly ClassificationResult Result = new(
        [0, 0, 0, 1, 1, 1],
        [
            0.7f, 0.1f, 0.1f, 0.1f,
            0.9f, 0.1f, 0f, 0f,
            0.2f, 0.6f, 0.1f, 0.1f,
            0f, 1f, 0f, 0f,
            0.8f, 0.2f, 0f, 0f,
            0.1f, 0.1f, 0.5f, 0.3f,
        ],
        4);

    [Test]
    public void Confusion_OfSixImages_CountsPairs()
    {
        int[] rows = [.. Enumerable.Range(0, 16).Select(i => Result.Confusion[i / 4, i % 4])];
        Assert.That(rows, Is.EqualTo(new[] { 2, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0 }));
        Assert.That(Result.Accuracy, Is.EqualTo(0.5));
    }

    [Test]
    public void Classes_WithAndWithoutImages_HaveScoresOrNone()
    {
        Assert.That(Result.Classes[0], Is.EqualTo(new ClassScores(2 / 3.0, 2 / 3.0, 4 / 6.0, 3, 3)));
        Assert.That(Result.Classes[1], Is.EqualTo(new ClassScores(1 / 2.0, 1 / 3.0, 2 / 5.0, 3, 2)));
        Assert.That(Result.Classes[2], Is.EqualTo(new ClassScores(0, null, 0, 0, 1)));
        Assert.That(Result.Classes[3], Is.EqualTo(new ClassScores(null, null, null, 0, 0)));
    }

    [Test]
    public void Macro_Averages_LeaveOutUndefinedOnes()
    {
        Assert.That(Result.MacroPrecision, Is.EqualTo(((2 / 3.0) + 0.5 + 0) / 3).Within(Tolerance));
        Assert.That(Result.MacroRecall, Is.EqualTo(0.5).Within(Tolerance));
        Assert.That(Result.MacroF1, Is.EqualTo(((2 / 3.0) + 0.4 + 0) / 3).Within(Tolerance));
    }

    [Test]
    public void Mistakes_TheTwoMostConfident_AreInOrder()
    {
        Mistake[] mistakes = [.. Result.Mistakes(2)];
        Assert.That(mistakes.Select(mistake => mistake.Image), Is.EqualTo(new[] { 4, 2 }));
        Assert.That(mistakes[0] with { Probability = 0 }, Is.EqualTo(new Mistake(4, 1, 0, 0)));
        Assert.That(mistakes[0].Probability, Is.EqualTo(0.8).Within(Tolerance));
    }

    [Test]
    public void Confusions_MostFrequentFirst_LeaveOutTheDiagonal()
    {
        ConfusionMatrix matrix = new([0, 0, 1, 1, 1, 1], [0, 1, 0, 0, 1, 1], 2);
        Assert.That(matrix.Confusions(5), Is.EqualTo(new Confusion[] { new(1, 0, 2), new(0, 1, 1) }));
        Assert.That(matrix.Confusions(1), Has.Count.EqualTo(1));
    }

    [Test]
    public void Calibration_InFiveBins_IsAsByHand()
    {
        Calibration calibration = new([0.2, 0.9, 1, 0.7], [false, true, false, true], bins: 5);
        Assert.That(calibration.Bins.Select(bin => bin.Count), Is.EqualTo(new[] { 1, 0, 0, 1, 2 }));
        Assert.That(calibration.Bins[4].Confidence, Is.EqualTo(0.95).Within(Tolerance));
        Assert.That(calibration.Bins[4].Accuracy, Is.EqualTo(0.5));
        Assert.That(calibration.Bins[1].Accuracy, Is.Null);
        Assert.That(calibration.ExpectedError, Is.EqualTo((0.2 + 0.3 + (2 * 0.45)) / 4).Within(Tolerance));
    }

    [Test]
    public void Calibration_OfWhatIsNoProbability_IsRefused([Values(-0.1, 1.1, double.NaN)] double confidence) => Assert.That(
        () => new Calibration([confidence], [true]), Throws.ArgumentException.With.Message.Contains("must be in [0, 1]"));

    [Test]
    public void Create_OfTooFewProbabilities_IsRefused() => Assert.That(
        () => new ClassificationResult([0, 1], [1f, 0f], 2),
        Throws.ArgumentException.With.Message.Contains("2 probabilities for 2 images of 2 classes"));
}
