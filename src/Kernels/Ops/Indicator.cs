namespace IlgpuCnn.Kernels.Ops;

/// <summary>The indicator function, for kernels.</summary>
internal static class Indicator
{
    private const uint BitsOfOne = 0x3F800000;

    /// <summary>
    /// 1 where the condition holds, else 0, by a choice between whole numbers: on CPUs that is a comparison's result
    /// and not a branch to mispredict. The numbers are the floats' bits because ILGPU 1.5.3 folds
    /// <c>(float)(condition ? 1 : 0)</c> on GPUs to a choice between the floats whose bits are 1 and 0.
    /// </summary>
    public static float Of(bool condition) => Interop.IntAsFloat(condition ? BitsOfOne : 0u);
}
