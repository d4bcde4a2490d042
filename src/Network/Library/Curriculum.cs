using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Network.Library;

/// <summary>Orders and pacings for <see cref="Training.Fit"/>.</summary>
public static class Curriculum
{
    /// <summary>Easy images first.</summary>
    /// <param name="score">Gives each image its difficulty, larger being harder.</param>
    /// <param name="pacing">How many images are visible at each step.</param>
    /// <param name="balance">Class balance of the visible images.</param>
    public static CurriculumConfig EasyFirst(
        ScoringFunction score, PacingFunction pacing, ClassBalance balance = ClassBalance.Balanced) =>
        Of(Ordering.Curriculum, score, pacing, balance);

    /// <summary>Easy images first, by a method of the program's own.</summary>
    /// <param name="score">Gives each image of a set its difficulty, larger being harder.</param>
    /// <param name="pacing">How many images are visible at each step.</param>
    /// <param name="balance">Class balance of the visible images.</param>
    public static CurriculumConfig EasyFirst(
        Func<ImageSet, double[]> score, PacingFunction pacing, ClassBalance balance = ClassBalance.Balanced) =>
        Of(Ordering.Curriculum, new MethodScore(score), pacing, balance);

    /// <summary>Hard images first.</summary>
    /// <param name="score">Gives each image its difficulty, larger being harder.</param>
    /// <param name="pacing">How many images are visible at each step.</param>
    /// <param name="balance">Class balance of the visible images.</param>
    public static CurriculumConfig HardFirst(
        ScoringFunction score, PacingFunction pacing, ClassBalance balance = ClassBalance.Balanced) =>
        Of(Ordering.Anti, score, pacing, balance);

    /// <summary>A random order under a pacing: the control that tells what the pacing does by itself.</summary>
    /// <param name="pacing">How many images are visible at each step.</param>
    /// <param name="balance">Class balance of the visible images.</param>
    public static CurriculumConfig RandomOrder(
        PacingFunction pacing, ClassBalance balance = ClassBalance.Balanced) =>
        Of(Ordering.Random, null, pacing, balance);

    private static CurriculumConfig Of(
        Ordering ordering, ScoringFunction? score, PacingFunction pacing, ClassBalance balance) => new()
        {
            Ordering = ordering,
            Score = score is null ? null : new Component<ScoringFunction>(score),
            Pacing = pacing,
            Balance = balance,
        };
}
