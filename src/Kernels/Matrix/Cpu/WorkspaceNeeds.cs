namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>Floats of each of the engine's workspaces that some work takes: the largest of any pass.</summary>
internal readonly record struct WorkspaceNeeds(long Scratch, long Transformed, long Partials)
{
    /// <summary>The needs of all of some work.</summary>
    public static WorkspaceNeeds Of(IEnumerable<MatrixWork> work, int vectorBits, int workers)
    {
        WorkspaceNeeds needs = default;
        foreach ((Conv2DShape shape, MatrixPasses passes) in work)
        {
            if (passes.HasFlag(MatrixPasses.Forward))
                needs = needs.And(OfForward(shape, vectorBits, workers));
            if (passes.HasFlag(MatrixPasses.BackwardInput))
                needs = needs.And(OfBackwardInput(shape, vectorBits, workers));
            if (passes.HasFlag(MatrixPasses.BackwardWeight))
                needs = needs.And(OfBackwardWeight(shape, vectorBits, workers));
        }

        return needs;
    }

    /// <summary>The needs of a plain sum over windows.</summary>
    public static WorkspaceNeeds Of(in GatherPlan plan) =>
        new((long)plan.Workers * GatherWorker.ScratchLength(plan), 0, 0);

    /// <summary>The needs of a plain sum over pixels.</summary>
    public static WorkspaceNeeds Of(in WeightPlan plan) => new(
        (long)plan.Workers * WeightWorker.ScratchLength(plan), 0,
        plan.Slices > 1 ? (long)plan.Slices * plan.PartialLength : 0);

    /// <summary>The needs of Winograd's forward and backward-input.</summary>
    public static WorkspaceNeeds Of(in WinogradPlan plan) => new(
        (long)plan.Workers * WinogradWorker.ScratchLength(plan), (long)plan.Panels * plan.PanelLength, 0);

    /// <summary>The needs of Winograd's backward-weight.</summary>
    public static WorkspaceNeeds Of(in WinogradWeightPlan plan) => new(
        (long)plan.Workers * WinogradWeightWorker.ScratchLength(plan), 0, (long)plan.Slices * plan.PartialLength);

    private static WorkspaceNeeds OfForward(in Conv2DShape shape, int vectorBits, int workers) =>
        WinogradPlan.Suits(shape)
            ? Of(WinogradPlan.Forward(shape, Activation.Identity, vectorBits, workers))
            : Of(GatherPlan.Forward(shape, Activation.Identity, vectorBits, workers));

    private static WorkspaceNeeds OfBackwardInput(in Conv2DShape shape, int vectorBits, int workers) =>
        WinogradPlan.Suits(shape)
            ? Of(WinogradPlan.BackwardInput(shape, Activation.Identity, vectorBits, workers))
            : Of(GatherPlan.BackwardInput(shape, Activation.Identity, vectorBits, workers));

    private static WorkspaceNeeds OfBackwardWeight(in Conv2DShape shape, int vectorBits, int workers) =>
        WinogradPlan.Suits(shape)
            ? Of(WinogradWeightPlan.Of(shape, vectorBits, workers))
            : Of(WeightPlan.Of(shape, vectorBits, workers));

    private WorkspaceNeeds And(WorkspaceNeeds other) => new(
        Math.Max(Scratch, other.Scratch), Math.Max(Transformed, other.Transformed),
        Math.Max(Partials, other.Partials));
}
