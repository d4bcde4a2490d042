using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Comparison;

/// <summary>What a reader must know before the numbers.</summary>
internal static class OpeningSentences
{
    public static IEnumerable<string> Of(ComparisonResults results)
    {
        if (!results.SameLearningRates)
        {
            yield return "The arms had different learning rates: a difference may be the schedule's and not the "
                + $"curriculum's; to give all arms the same, give {new Setting("lr-of")} standard.";
        }

        long[] images = [.. results.Arms.SelectMany(arm => arm.Runs).Select(run => run.Images).Distinct()];
        if (images.Length > 1)
        {
            yield return $"The runs saw different numbers of examples, {NumberText.Count(images.Min())} to "
                + $"{NumberText.Count(images.Max())}: a difference may be that of the amount of training.";
        }

        if (results.CurveSplit == "test")
        {
            yield return "There is no validation split: the curves are on the test set, and whatever is picked by them, "
                + "the best arm among it, is picked on the test set, which flatters it.";
        }

        HashSet<ulong> standard = [.. results.Arms[0].Runs.Select(run => run.Seed)];
        foreach (ArmResults arm in results.Arms.Skip(1))
        {
            int pairs = arm.Runs.Count(run => standard.Contains(run.Seed));
            if (pairs != standard.Count || pairs != arm.Runs.Count)
            {
                yield return $"{arm.Name} has {Plural.Of(arm.Runs.Count, "run")} and standard {standard.Count}: they are "
                    + $"compared on the {Plural.Of(pairs, "seed")} that both have.";
            }
        }

        foreach (string warning in results.Warnings)
            yield return warning;
    }
}
