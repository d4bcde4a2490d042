namespace IlgpuCnn.Kernels.Matrix;

/// <summary>Rows Top ≤ h &lt; Bottom and columns Left ≤ w &lt; Right of one image.</summary>
public readonly record struct PoolWindow(int Top, int Bottom, int Left, int Right)
{
    /// <summary>Pixels in the window.</summary>
    public int Area => (Bottom - Top) * (Right - Left);
}
