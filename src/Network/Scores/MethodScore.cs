using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Network.Scores;

/// <summary>A score that a program computes by a method of its own.</summary>
/// <param name="Method">Gives each image of a set its difficulty, larger being harder.</param>
public sealed record MethodScore(Func<ImageSet, double[]> Method) : ScoringFunction
{
    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context) => new(Method(context.Images), $"by the program's method {this}");

    /// <summary>The method's name.</summary>
    public override string ToString() => Method.Method.Name;
}
