namespace IlgpuCnn.Kernels.Matrix.Gpu.Access;

/// <summary>How an operand is read from global memory.</summary>
internal interface IAccess
{
    /// <summary>Whether four neighbours are read at once; else each by itself.</summary>
    static abstract bool IsWide { get; }
}

/// <summary>16 bytes at a time: for tensors whose innermost extent is a multiple of 4.</summary>
internal readonly struct WideAccess : IAccess
{
    public static bool IsWide => true;
}

/// <summary>A float at a time: for the 3 channels of the first layer, and numbers of classes as they come.</summary>
internal readonly struct NarrowAccess : IAccess
{
    public static bool IsWide => false;
}
