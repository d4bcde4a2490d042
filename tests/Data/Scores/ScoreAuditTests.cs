using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Scores;

public sealed class ScoreAuditTests
{
    // 103 images of three classes in turn; the score shows class 0, then 1, then 2.
    private static readonly ImageSet ThreeClasses = MadeUpImages.Random(103, 3, height: 2, width: 3) with
    {
        Labels = [.. Enumerable.Range(0, 103).Select(i => i % 3)],
    };

    private static readonly double[] ByClass = [.. Enumerable.Range(0, 103).Select(i => (double)((i % 3 * 1000) + i))];

    [Test]
    public void Of_ScoreThatFollowsTheClass_NamesTheMissing()
    {
        AuditedScore score = ScoreAudit.Of([("a", MadeUpScores.Of(ThreeClasses, ByClass))], ThreeClasses).Scores.Single();
        Assert.That(score.Order.Take(3), Is.EqualTo(new[] { 0, 3, 6 }));
        Assert.That(score.Easiest.Select(share => share.Percentage), Is.EqualTo(new[] { 1, 4, 10, 20 }));
        Assert.That(score.Easiest.Select(share => share.Count), Is.EqualTo(new[] { 2, 5, 11, 21 }));
        Assert.That(score.Easiest.Select(share => share.Missing), Is.All.EqualTo(new[] { 1, 2 }));
        Assert.That(score.Reliability, Is.Null);
    }

    [Test]
    public void Of_KnownDifficulty_StandsBesideTheScores()
    {
        ImageSet images = ThreeClasses with
        {
            Difficulty = [.. Enumerable.Range(0, 103).Select(i => i / 103f)],
        };
        double[] falling = [.. Enumerable.Range(0, 103).Select(i => -(double)i)];
        ScoreAudit audit = ScoreAudit.Of(
            [("falling", MadeUpScores.Of(images, falling)), ("flat", MadeUpScores.Of(images, new double[103]))], images);
        Assert.That(audit.Names, Is.EqualTo(new[] { "falling", "flat", ScoreAudit.Truth }));
        Assert.That(audit.Correlations[0], Is.EqualTo(new double?[] { 1, null, -1 }));
        Assert.That(audit.Correlations[1], Is.EqualTo(new double?[] { null, null, null }));
        Assert.That(audit.Correlations[2], Is.EqualTo(new double?[] { -1, null, 1 }));
    }
}
