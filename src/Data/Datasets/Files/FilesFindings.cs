using IlgpuCnn.Data.Text;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>What a person should know of their images before anything is trained on them: classes that lack images, images
/// that are there twice.</summary>
/// <param name="classes">Names of the classes.</param>
/// <param name="labelOf">The class of an image.</param>
/// <param name="imageOf">What is known of an image.</param>
internal sealed class FilesFindings(string[] classes, Func<int, int> labelOf, Func<int, IndexedImage> imageOf)
{
    private const int MostNamed = 5;

    /// <summary>Sentences on classes with no image, or with none to learn from or to be tested by.</summary>
    public IEnumerable<string> OfClasses(int[] train, int[] validation, int[] test)
    {
        HashSet<int> trained = [.. train.Select(labelOf)];
        HashSet<int> tested = [.. test.Select(labelOf)];
        HashSet<int> others = [.. validation.Select(labelOf)];
        int[] all = [.. Enumerable.Range(0, classes.Length)];
        return (classes.Length == 1 ? (string[])[$"There is one class only, {classes[0]}: nothing can be told apart."] : []).Concat(Sentences(
            ("has no images", "have no images",
                [.. all.Where(c => !trained.Contains(c) && !tested.Contains(c) && !others.Contains(c))]),
            ("is in no training image, so that it can't be learnt", "are in no training image, so that they can't be learnt",
                [.. all.Where(c => !trained.Contains(c) && (tested.Contains(c) || others.Contains(c)))]),
            ("is in no test image", "are in no test image", [.. all.Where(c => trained.Contains(c) && !tested.Contains(c))])));
    }

    /// <summary>Sentences on the same image, by its prepared pixels, in two splits or two classes.</summary>
    public IEnumerable<string> OfTwins(int[] train, int[] validation, int[] test)
    {
        ILookup<ulong, int> trained = train.ToLookup(i => imageOf(i).Hash);
        if (Shared(test, trained) is { } inTest)
            yield return $"{inTest} in the test split are in the training split, too, pixel by pixel: the test is easier than it should be.";
        if (Shared(validation, trained) is { } inValidation)
            yield return $"{inValidation} in the validation split are in the training split, too, pixel by pixel.";
        int[][] mixed =
        [
            .. train.Concat(validation).Concat(test).GroupBy(i => imageOf(i).Hash).Select(same => same.ToArray())
                .Where(same => same.Select(labelOf).Distinct().Skip(1).Any()),
        ];
        if (mixed.Length > 0)
        {
            int first = mixed[0][0];
            int other = mixed[0].First(i => labelOf(i) != labelOf(first));
            yield return $"{Plural.Of(mixed.Length, "image")} {(mixed.Length == 1 ? "is" : "are")} in two classes or more, pixel by pixel: "
                + $"'{imageOf(first).Name}' and '{imageOf(other).Name}'{(mixed.Length > 1 ? " among them" : "")}.";
        }
    }

    private string? Shared(int[] apart, ILookup<ulong, int> trained)
    {
        int[] twins = [.. apart.Where(i => trained.Contains(imageOf(i).Hash))];
        return twins.Length == 0
            ? null
            : $"{twins.Length} of {Plural.Of(apart.Length, "image")} ('{imageOf(twins[0]).Name}' is "
                + $"'{imageOf(trained[imageOf(twins[0]).Hash].First()).Name}')";
    }

    private IEnumerable<string> Sentences(params (string One, string Many, int[] Classes)[] findings) => findings
        .Where(finding => finding.Classes.Length > 0)
        .Select(finding =>
        {
            string names = string.Join(", ", finding.Classes.Take(MostNamed).Select(c => classes[c]));
            string more = finding.Classes.Length > MostNamed ? ", …" : "";
            return $"{finding.Classes.Length} of {classes.Length} classes "
                + $"{(finding.Classes.Length == 1 ? finding.One : finding.Many)}: {names}{more}.";
        });
}
