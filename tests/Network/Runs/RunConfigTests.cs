using System.Text.Json.Nodes;
using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Cifar;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Runs;

public sealed class RunConfigTests : InTemporaryFolder
{
    // Nothing in it is as it is by default.
    private static readonly RunConfig Config = new()
    {
        Data = new DataConfig
        {
            Source = new Cifar100Dataset(Superclass: "small_mammals", Path: "it's, a \"path\" (mine)"),
            Classes = ["hamster", "mouse"],
            Limit = 400,
            Validation = 0.1,
            LabelNoise = 0.3,
            Imbalance = 20,
            Seed = ulong.MaxValue,
        },
        Training = new TrainingRecipe
        {
            Model = new SmallMammalsNetwork(),
            Initialization = Initialization.HeNormal,
            Optimizer = new SgdW(Momentum: 0.9, Nesterov: true, WeightDecay: 5e-5),
            LearningRate = new LearningRateConfig
            {
                Base = 0.035,
                Schedule = new StepSchedule(600, 1 / 1.8, 1e-4),
                WarmupSteps = 10,
                By = ScheduleIndex.VisibleEpochs,
                Restarts = true,
            },
            LabelSmoothing = 0.1,
            BatchSize = 100,
            Epochs = 7,
            Steps = 3500,
            Sampling = Sampling.Independent,
            FullBatches = true,
            Augmentation = AugmentationText.Parse("flip,crop(padding=2),jitter"),
            Seed = 3,
        },
        Curriculum = new CurriculumConfig
        {
            Ordering = Ordering.Anti,
            Score = ScoringFunction.Parse("scores/a, b.csv"),
            Pacing = new VariedExponentialPacing(0.04, 1.9, [100, 200]),
            Balance = ClassBalance.Proportional,
        },
        ReplayLearningRate = "runs/standard",
        EvaluateEvery = 50,
        TraceTest = true,
        EvaluateTrain = true,
    };

    [Test]
    public void ToJson_EverythingSet_ReadsBack()
    {
        RunConfig read = RunConfig.Load(Write(Config.ToJson()));
        Assert.That(read.Data.Classes, Is.EqualTo(Config.Data.Classes));
        Assert.That(read with { Data = read.Data with { Classes = Config.Data.Classes } }, Is.EqualTo(Config));
        Assert.That(read.ToJson(), Is.EqualTo(Config.ToJson()));
        Assert.That(read.Training.Optimizer.Value, Is.EqualTo(Config.Training.Optimizer.Value));
        Assert.That(read.Training.Augmentation.Value, Is.EqualTo(Config.Training.Augmentation.Value));
        Assert.That(read.Curriculum.Score!.Value, Is.EqualTo(new FileScore("scores/a, b.csv")));
        Assert.That(read.Data.Source.Value, Is.EqualTo(Config.Data.Source.Value));
    }

    // So that the test above leaves nothing out.
    [Test]
    public void ToJson_EverythingSet_DiffersFromTheDefaultsEverywhere()
    {
        Dictionary<string, string> defaults = Leaves(new RunConfig());
        Dictionary<string, string> set = Leaves(Config);
        Assert.That(set.Keys, Is.EqualTo(defaults.Keys));
        IEnumerable<string> same = set.Where(leaf => defaults[leaf.Key] == leaf.Value).Select(leaf => leaf.Key);
        Assert.That(same, Is.EqualTo(new[] { "Version" }));
    }

    // What lacks would silently become a default.
    [Test]
    public void Load_KeyThatIsMissingOrStandsTwice_IsRefused()
    {
        string json = Config.ToJson();
        string line = json.Split('\n').First(each => each.Contains("\"BatchSize\"", StringComparison.Ordinal));
        Assert.That(
            () => RunConfig.Load(Write(json.Replace(line + "\n", "", StringComparison.Ordinal))),
            Refused.With("has no 'Training.BatchSize'"));
        Assert.That(
            () => RunConfig.Load(Write(json.Replace(line, line + "\n" + line, StringComparison.Ordinal))),
            Refused.With("BatchSize"));
    }

    [Test]
    public void ToJson_Default_ReadsBackFromItsFolder()
    {
        Write(new RunConfig().ToJson());
        Assert.That(RunConfig.Load(Folder.Path), Is.EqualTo(new RunConfig()));
    }

    [TestCase("""{"Data":{"Name":"shapes"},"Model":"seed","Optimizer":"adam","Momentum":0}""", "an earlier version")]
    [TestCase("""{"Version":1,"Data":{}}""", "version 1")]
    [TestCase("""{"Version":3}""", "version 3")]
    [TestCase("""{"Version":"2"}""", "an earlier version")]
    [TestCase("""{"Version":2.5}""", "an earlier version")]
    [TestCase("""{"Version":null}""", "an earlier version")]
    public void Load_OfAnotherVersion_NamesFileAndVersion(string json, string version)
    {
        string path = Write(json);
        Assert.That(() => RunConfig.Load(path), Refused.With(
            $"The configuration '{path}' is of {version} of this program, which reads version 2: give the run's "));
    }

    [TestCase("""{"Version":2,"Training":{"Model":"sed"}}""", "Unknown model 'sed': did you mean 'seed'?")]
    [TestCase("""{"Version":2,"Training":{"Optimizer":"sgd(beta1=0)"}}""", "has an unknown argument 'beta1'")]
    [TestCase("""{"Version":2,"Training":{"Initialization":"he"}}""", "Unknown initialization 'he'")]
    [TestCase("""{"Version":2,"Training":{"Augmentation":"flop"}}""", "Unknown augmentation 'flop'")]
    [TestCase("""{"Version":2,"Training":{"LearningRate":{"Schedule":"cosin"}}}""", "did you mean 'cosine'?")]
    [TestCase("""{"Version":2,"Data":{"Source":"cifar11"}}""", "Unknown data set 'cifar11'")]
    [TestCase("""{"Version":2,"Curriculum":{"Score":"egdes"}}""", "Unknown score 'egdes': did you mean 'edges'?")]
    [TestCase("""{"Version":2,"Curriculum":{"Ordering":"easy"}}""", "Unknown ordering 'easy'")]
    public void Load_UnknownComponent_NamesTheFileAndTheNearest(string json, string sentence)
    {
        string path = Write(json);
        Assert.That(() => RunConfig.Load(path), Refused.With($"The configuration '{path}' can't be used: ", sentence));
    }

    [TestCase("""{"Version":2,"Momentum":0}""", "from line 1 on, $.Momentum: it is damaged")]
    [TestCase("""{"Version":2,"Training":{"Model":null}}""", "from line 1 on, $.Training.Model: it is damaged")]
    [TestCase("""{"Version":2,"Training":{"Model":7}}""", "from line 1 on, $.Training.Model: it is damaged")]
    [TestCase("""{"Version":2,"Training":{"Epochs":1.5}}""", "from line 1 on, $.Training.Epochs: it is damaged")]
    [TestCase("{\n\"Version\":2,\n", "from line 3 on: it is damaged")]
    [TestCase("", "from line 1 on: it is damaged")]
    public void Load_Damaged_NamesTheFileAndThePlace(string json, string sentence)
    {
        string path = Write(json);
        Assert.That(() => RunConfig.Load(path), Refused.With($"The configuration '{path}' can't be read {sentence}"));
    }

    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("2")]
    public void Load_NoObject_SaysSo(string json)
    {
        string path = Write(json);
        Assert.That(
            () => RunConfig.Load(path),
            Refused.With($"The configuration '{path}' is empty, or no run's of this program."));
    }

    private static Dictionary<string, string> Leaves(RunConfig config)
    {
        Dictionary<string, string> leaves = [];
        Gather(JsonNode.Parse(config.ToJson())!.AsObject(), "");
        return leaves;

        void Gather(JsonObject from, string prefix)
        {
            foreach ((string name, JsonNode? value) in from)
            {
                if (value is JsonObject part)
                    Gather(part, $"{prefix}{name}.");
                else
                    leaves.Add(prefix + name, value?.ToJsonString() ?? "null");
            }
        }
    }

    private string Write(string json)
    {
        string path = Folder.File("config.json");
        File.WriteAllText(path, json);
        return path;
    }
}
