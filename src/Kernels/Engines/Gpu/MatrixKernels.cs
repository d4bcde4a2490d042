namespace IlgpuCnn.Kernels.Engines.Gpu;

/// <summary>
/// The kernels of <see cref="GpuEngine"/>. Those that multiply have one group of <see cref="TileGemm.Threads"/> a tile:
/// grid x over rows, y over columns, z over parts of the depth.
/// </summary>
internal static class MatrixKernels
{
    /// <summary>
    /// Channels that one group of <see cref="BiasPartKernel"/> sums; the rest of its threads share rows.
    /// </summary>
    public const int BiasChannels = 32;

    private const int BiasLanes = TileGemm.Threads / BiasChannels;

    // ---- kernels

    // y[p,oc] = f(b[oc] + Σ_t x[p,t]·w[t,oc])
    public static void ForwardKernel(
        Window window, GemmExtents extents, Floats x, Floats w, Floats b, Activation activation, Floats y)
    {
        Block4x4 sums = TileGemm.Sum<ForwardPass>(window, extents, x, w);
        int row = TileGemm.FirstRow;
        StoreOutput(extents, row, sums.Row0, b, activation, y);
        StoreOutput(extents, row + 1, sums.Row1, b, activation, y);
        StoreOutput(extents, row + 2, sums.Row2, b, activation, y);
        StoreOutput(extents, row + 3, sums.Row3, b, activation, y);
    }

    // dx[p,ic] = f′(x[p,ic]) · Σ_t dy[p,t]·w[t,ic]
    public static void BackwardInputKernel(
        Window window, GemmExtents extents, Floats dy, Floats w, Activation activation, Floats x, Floats dx) =>
        StoreInputGradient(
            extents, TileGemm.Sum<BackwardInputPass>(window, extents, dy, w), activation, x, dx);

    // The same where the stride leaves gaps between the outputs that an input reaches.
    public static void BackwardStridedInputKernel(
        Window window, GemmExtents extents, Floats dy, Floats w, Activation activation, Floats x, Floats dx) =>
        StoreInputGradient(
            extents, TileGemm.Sum<BackwardStridedInputPass>(window, extents, dy, w), activation, x, dx);

    // parts[z,t,oc] = Σ_p x[p,t]·dy[p,oc] over part z of the pixels
    public static void BackwardWeightPartKernel(
        Window window, GemmExtents extents, Floats x, Floats dy, Floats parts)
    {
        Block4x4 sums = TileGemm.Sum<BackwardWeightPass>(window, extents, x, dy);
        int row = TileGemm.FirstRow;
        StorePart(extents, row, sums.Row0, parts);
        StorePart(extents, row + 1, sums.Row1, parts);
        StorePart(extents, row + 2, sums.Row2, parts);
        StorePart(extents, row + 3, sums.Row3, parts);
    }

    // parts[z,oc] = Σ_p dy[p,oc] over part z of the pixels
    public static void BiasPartKernel(int pixels, int partPixels, int channels, Floats dy, Floats parts)
    {
        Floats lanes = SharedMemory.Allocate<float>(TileGemm.Threads);
        int channel = (Grid.IdxX * BiasChannels) + (Group.IdxX % BiasChannels);
        int last = IntrinsicMath.Min((Grid.IdxY + 1) * partPixels, pixels);
        float sum = 0f;
        if (channel < channels)
        {
            for (int p = (Grid.IdxY * partPixels) + (Group.IdxX / BiasChannels); p < last; p += BiasLanes)
                sum += dy[(p * channels) + channel];
        }

        lanes[Group.IdxX] = sum;
        Group.Barrier();
        if (Group.IdxX < BiasChannels & channel < channels)
        {
            for (int lane = 1; lane < BiasLanes; lane++)
                sum += lanes[(lane * BiasChannels) + Group.IdxX];
            parts[(Grid.IdxY * channels) + channel] = sum;
        }
    }

    // total[i] += Σ_z parts[z,i], in the order of z
    public static void AddPartsKernel(Index1D i, int length, int partCount, Floats parts, Floats total)
    {
        float sum = 0f;
        for (int part = 0; part < partCount; part++)
            sum += parts[(part * length) + i];
        total[i] += sum;
    }

    private static void StoreOutput(
        GemmExtents extents, int row, Float4 sums, Floats b, Activation activation, Floats y)
    {
        StoreOutput(extents, row, TileGemm.FirstColumn, sums.X, b, activation, y);
        StoreOutput(extents, row, TileGemm.FirstColumn + 1, sums.Y, b, activation, y);
        StoreOutput(extents, row, TileGemm.FirstColumn + 2, sums.Z, b, activation, y);
        StoreOutput(extents, row, TileGemm.FirstColumn + 3, sums.W, b, activation, y);
    }

    private static void StoreOutput(
        GemmExtents extents, int row, int column, float sum, Floats b, Activation activation, Floats y)
    {
        if (row < extents.Rows & column < extents.Columns)
            y[(row * extents.Columns) + column] = Activations.Apply(activation, sum + b[column]);
    }

    private static void StoreInputGradient(
        GemmExtents extents, Block4x4 sums, Activation activation, Floats x, Floats dx)
    {
        int row = TileGemm.FirstRow;
        StoreInputGradient(extents, row, sums.Row0, activation, x, dx);
        StoreInputGradient(extents, row + 1, sums.Row1, activation, x, dx);
        StoreInputGradient(extents, row + 2, sums.Row2, activation, x, dx);
        StoreInputGradient(extents, row + 3, sums.Row3, activation, x, dx);
    }

    private static void StoreInputGradient(
        GemmExtents extents, int row, Float4 sums, Activation activation, Floats x, Floats dx)
    {
        StoreInputGradient(extents, row, TileGemm.FirstColumn, sums.X, activation, x, dx);
        StoreInputGradient(extents, row, TileGemm.FirstColumn + 1, sums.Y, activation, x, dx);
        StoreInputGradient(extents, row, TileGemm.FirstColumn + 2, sums.Z, activation, x, dx);
        StoreInputGradient(extents, row, TileGemm.FirstColumn + 3, sums.W, activation, x, dx);
    }

    private static void StoreInputGradient(
        GemmExtents extents, int row, int column, float sum, Activation activation, Floats x, Floats dx)
    {
        if (row < extents.Rows & column < extents.Columns)
        {
            int i = (row * extents.Columns) + column;
            dx[i] = activation == Activation.Identity ? sum : sum * Activations.Derivative(activation, x[i]);
        }
    }

    private static void StorePart(GemmExtents extents, int row, Float4 sums, Floats parts)
    {
        StorePart(extents, row, TileGemm.FirstColumn, sums.X, parts);
        StorePart(extents, row, TileGemm.FirstColumn + 1, sums.Y, parts);
        StorePart(extents, row, TileGemm.FirstColumn + 2, sums.Z, parts);
        StorePart(extents, row, TileGemm.FirstColumn + 3, sums.W, parts);
    }

    private static void StorePart(GemmExtents extents, int row, int column, float sum, Floats parts)
    {
        if (row < extents.Rows & column < extents.Columns)
            parts[(((Grid.IdxZ * extents.Rows) + row) * extents.Columns) + column] = sum;
    }
}
