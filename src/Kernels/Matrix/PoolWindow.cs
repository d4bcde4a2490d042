namespace IlgpuCnn.Kernels.Matrix;

/// <summary>A window of an image: rows Top ≤ h &lt; Bottom and columns Left ≤ w &lt; Right.</summary>
public readonly record struct PoolWindow(int Top, int Bottom, int Left, int Right)
{
    /// <summary>Pixels in the window.</summary>
    public int Area => (Bottom - Top) * (Right - Left);
}
