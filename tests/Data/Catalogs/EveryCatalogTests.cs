using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Cifar;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Tests.Data.Catalogs;

/// <summary>What stands in config.json is the same, whether it is asked for by text or made in code.</summary>
public sealed class EveryCatalogTests
{
    // For the arguments that a form has in capitals.
    private static readonly Dictionary<string, string> Required = new()
    {
        ["COUNT"] = "3",
        ["STEPS"] = "600",
        ["VALUE"] = "0.25",
        ["FACTOR"] = "0.9",
        ["PATH"] = "runs/a, b",
    };

    private static IEnumerable<TestCaseData> Entries =>
    [
        .. Of(Model.Catalog), .. Of(Dataset.Catalog), .. Of(Optimizer.Catalog), .. Of(LearningRateSchedule.Catalog),
        .. Of(ScoringFunction.Catalog), .. Of(PacingFunction.Catalog), .. Of(LayerSpec.Catalog),
    ];

    private static IEnumerable<Func<(string Made, string Read)>> Objects =>
    [
        Texts(Optimizer.Catalog, new Adam(Beta1: 0.85, Epsilon: 1e-7, WeightDecay: 5e-5)),
        Texts(Optimizer.Catalog, new SgdW(Momentum: 0.9, Nesterov: true)),
        Texts(Dataset.Catalog, new Cifar100Dataset("coarse", Path: "it's, a (path)")),
        Texts(PacingFunction.Catalog, new VariedExponentialPacing(0.04, 1.9, [100, 200, 400])),
        Texts(PacingFunction.Catalog, new ThresholdPacing(-1e-9, 1e20, 0.5)),
        Texts(ScoringFunction.Catalog, new CrossValidatedLossScore(Folds: 3, Epochs: 2)),
        Texts(ScoringFunction.Catalog, new El2nScore(Epoch: 7)),
        Texts(ScoringFunction.Catalog, new EdgesScore(Threshold: 0.25)),
        Texts(LayerSpec.Catalog, new ConvolutionSpec(8, 3, Padding.Same, 2, 1, Activation.Elu)),
        Texts(LayerSpec.Catalog, new ConvolutionSpec(8, 3, new Padding(2), Dilation: 2)),
        Texts(LayerSpec.Catalog, new DropoutSpec(0.1)),
    ];

    [TestCaseSource(nameof(Entries))]
    public void Parse_Form_GivesTheTextOfItsObject(Func<(string FullText, string Text)> entry)
    {
        (string fullText, string text) = entry();
        Assert.That(text, Is.EqualTo(fullText));
    }

    [TestCaseSource(nameof(Objects))]
    public void Text_OfAnObjectMadeInCode_MakesItAgain(Func<(string Made, string Read)> texts)
    {
        (string made, string read) = texts();
        Assert.That(read, Is.EqualTo(made));
    }

    [Test]
    public void Text_OfAnAugmentationMadeInCode_MakesItAgain()
    {
        Component<Augmentation> made = new Augmentation(4, 0.5f, 10.5f, 0f, 0.1f, 0.2f, 0.3f);
        Assert.That(AugmentationText.Parse(made.FullText).Value, Is.EqualTo(made.Value));
        Assert.That(new Component<Augmentation>(Augmentation.None), Is.EqualTo(AugmentationText.None));
    }

    private static IEnumerable<TestCaseData> Of<T>(Catalog<T> catalog)
        where T : notnull => catalog.Entries.Select(entry => new TestCaseData((Func<(string, string)>)(() =>
        {
            Component<T> asked = catalog.Parse(Filled(catalog.Kind, entry.Form));
            return (asked.FullText, new Component<T>(asked.Value).Text);
        })).SetArgDisplayNames($"{catalog.Kind} {entry.Name}"));

    private static Func<(string Made, string Read)> Texts<T>(Catalog<T> catalog, T value)
        where T : notnull => () =>
    {
        string made = new Component<T>(value).Text;
        return (made, new Component<T>(catalog.Parse(made).Value).Text);
    };

    private static string Filled(string kind, string form)
    {
        ComponentText parsed = ComponentText.Parse(kind, form);
        return ComponentText.Write(parsed.Name, parsed.Arguments.Select(argument => KeyValuePair.Create(
            argument.Key, Required.GetValueOrDefault(argument.Value, argument.Value))));
    }
}
