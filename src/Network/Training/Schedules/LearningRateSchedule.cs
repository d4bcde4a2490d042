using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>The learning rate as a function of the step, by which the base rate is multiplied or bounded.</summary>
public abstract record LearningRateSchedule
{
    private static readonly Dictionary<string, Func<NamedArguments, LearningRateSchedule>> Known = new()
    {
        ["constant"] = _ => new ConstantSchedule(),
        ["step"] = a => new StepSchedule(
            a.WholeNumber("every", least: 1), a.Number("gamma", 0.1, least: 0), a.Number("min", 0, least: 0)),
        ["exponential"] = a => new ExponentialSchedule(a.Number("gamma", least: 0), a.Number("min", 0, least: 0)),
        ["cosine"] = a => new CosineSchedule(a.Number("min", 0, least: 0)),
    };

    /// <summary>What <see cref="Parse"/> takes, for help.</summary>
    public const string Forms =
        "constant, step(every=STEPS,gamma=0.1,min=0), exponential(gamma=PER_STEP,min=0), cosine(min=0)";

    /// <summary>The rate at <paramref name="step"/> (from 0) of <paramref name="steps"/>, for a base rate.</summary>
    public abstract double At(long step, long steps, double baseRate);

    /// <summary>Reads a schedule such as <c>step(every=600,gamma=0.5)</c>.</summary>
    /// <exception cref="InputException">The name or an argument is unknown.</exception>
    public static LearningRateSchedule Parse(string text)
    {
        NamedArguments arguments = NamedArguments.Parse("learning-rate schedule", text);
        LearningRateSchedule schedule =
            KnownNames.Find("learning-rate schedule", arguments.Name, Known)(arguments);
        arguments.RejectUnread();
        return schedule;
    }
}
