namespace IlgpuCnn.Kernels.Engines.Gpu;

/// <summary>
/// The product of a gathered matrix and a plain one, a tile of <see cref="Size"/> × <see cref="Size"/> sums a group.
/// Slices of both, <see cref="SliceDepth"/> deep, pass through shared memory in two buffers: while one is multiplied,
/// the next is on its way in registers, so one barrier a slice is enough.
/// </summary>
internal static class TileGemm
{
    /// <summary>Threads of a group: 16 × 16, each with 4 × 4 sums.</summary>
    public const int Threads = 256;

    /// <summary>Rows and columns of a tile.</summary>
    public const int Size = 64;

    /// <summary>Depth of a slice.</summary>
    public const int SliceDepth = 16;

    // Four floats of padding a row: rows stay 16-byte aligned and threads that write a column spread over the banks.
    private const int Pitch4 = (Size / 4) + 1;
    private const int Pitch = Pitch4 * 4;
    private const int Slice4 = SliceDepth * Pitch4;
    private const int Slice = Slice4 * 4;

    /// <summary>First of this thread's four rows.</summary>
    public static int FirstRow => (Grid.IdxX * Size) + (Group.IdxX / 16 * 4);

    /// <summary>First of this thread's four columns.</summary>
    public static int FirstColumn => (Grid.IdxY * Size) + (Group.IdxX % 16 * 4);

    /// <summary>This thread's sums over this group's part of the depth. Every thread of the group must call.</summary>
    public static Block4x4 Sum<TPass>(Window window, GemmExtents extents, Floats left, Floats right)
        where TPass : struct, IGemmPass
    {
        Floats leftSlices = SharedMemory.Allocate<float>(2 * Slice);
        Floats rightSlices = SharedMemory.Allocate<float>(2 * Slice);
        LeftRows rows = LeftRows.Of<TPass>(window);
        int first = Grid.IdxZ * extents.PartDepth;
        int last = IntrinsicMath.Min(first + extents.PartDepth, extents.Depth);

        Float4 nextLeft = rows.Fetch<TPass>(window, left, first);
        Float4 nextRight = FetchRight<TPass>(window, extents, right, first);
        Put(leftSlices, Spot(TPass.LeftRunsAlongDepth), nextLeft);
        Put(rightSlices, Spot(TPass.RightRunsAlongDepth), nextRight);
        Group.Barrier();

        Block4x4 sums = default;
        int buffer = 0;
        for (int depth = first; depth < last; depth += SliceDepth)
        {
            if (depth + SliceDepth < last)
            {
                nextLeft = rows.Fetch<TPass>(window, left, depth + SliceDepth);
                nextRight = FetchRight<TPass>(window, extents, right, depth + SliceDepth);
            }

            sums = AddSlice(sums, leftSlices, rightSlices, buffer);
            buffer = 1 - buffer;
            Put(leftSlices, (buffer * Slice) + Spot(TPass.LeftRunsAlongDepth), nextLeft);
            Put(rightSlices, (buffer * Slice) + Spot(TPass.RightRunsAlongDepth), nextRight);
            Group.Barrier();
        }

        return sums;
    }

    /// <summary>
    /// Which depth of a slice this thread fetches. Neighbouring threads fetch what is neighbouring in memory.
    /// </summary>
    public static int DepthLane(bool alongDepth) => alongDepth ? Group.IdxX % 16 : Group.IdxX / 16;

    /// <summary>Which row or column this thread fetches: this one and those 16, 32 and 48 after it.</summary>
    public static int Lane(bool alongDepth) => alongDepth ? Group.IdxX / 16 : Group.IdxX % 16;

    private static int Spot(bool alongDepth) => (DepthLane(alongDepth) * Pitch) + Lane(alongDepth);

    private static void Put(Floats slices, int spot, Float4 values)
    {
        slices[spot] = values.X;
        slices[spot + 16] = values.Y;
        slices[spot + 32] = values.Z;
        slices[spot + 48] = values.W;
    }

    private static Float4 FetchRight<TPass>(Window window, GemmExtents extents, Floats right, int firstDepth)
        where TPass : struct, IGemmPass
    {
        int depth = firstDepth + DepthLane(TPass.RightRunsAlongDepth);
        int column = (Grid.IdxY * Size) + Lane(TPass.RightRunsAlongDepth);
        return new Float4(
            RightOrZero<TPass>(window, extents, right, depth, column),
            RightOrZero<TPass>(window, extents, right, depth, column + 16),
            RightOrZero<TPass>(window, extents, right, depth, column + 32),
            RightOrZero<TPass>(window, extents, right, depth, column + 48));
    }

    private static float RightOrZero<TPass>(Window window, GemmExtents extents, Floats right, int depth, int column)
        where TPass : struct, IGemmPass
    {
        bool inside = depth < extents.Depth & column < extents.Columns;
        float value = right[inside ? TPass.Right(window, extents, depth, column) : 0];
        return inside ? value : 0f;
    }

    // Unrolled by hand: neither ILGPU nor, under ILGPU's branch hints, the driver unrolls a loop.
    private static Block4x4 AddSlice(Block4x4 sums, Floats leftSlices, Floats rightSlices, int buffer)
    {
        ArrayView<Float4> l = leftSlices.Cast<Float4>();
        ArrayView<Float4> r = rightSlices.Cast<Float4>();
        int i = (buffer * Slice4) + (Group.IdxX / 16);
        int j = (buffer * Slice4) + (Group.IdxX % 16);
        sums = Block4x4.AddProduct(sums, l[i], r[j]);
        sums = Block4x4.AddProduct(sums, l[i + Pitch4], r[j + Pitch4]);
        sums = Block4x4.AddProduct(sums, l[i + (2 * Pitch4)], r[j + (2 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (3 * Pitch4)], r[j + (3 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (4 * Pitch4)], r[j + (4 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (5 * Pitch4)], r[j + (5 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (6 * Pitch4)], r[j + (6 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (7 * Pitch4)], r[j + (7 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (8 * Pitch4)], r[j + (8 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (9 * Pitch4)], r[j + (9 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (10 * Pitch4)], r[j + (10 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (11 * Pitch4)], r[j + (11 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (12 * Pitch4)], r[j + (12 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (13 * Pitch4)], r[j + (13 * Pitch4)]);
        sums = Block4x4.AddProduct(sums, l[i + (14 * Pitch4)], r[j + (14 * Pitch4)]);
        return Block4x4.AddProduct(sums, l[i + (15 * Pitch4)], r[j + (15 * Pitch4)]);
    }

    /// <summary>The four rows of left that one thread fetches, worked out once.</summary>
    private readonly record struct LeftRows(Place Row0, Place Row1, Place Row2, Place Row3)
    {
        public static LeftRows Of<TPass>(Window window)
            where TPass : struct, IGemmPass
        {
            int row = (Grid.IdxX * Size) + Lane(TPass.LeftRunsAlongDepth);
            return new LeftRows(
                TPass.Row(window, row), TPass.Row(window, row + 16),
                TPass.Row(window, row + 32), TPass.Row(window, row + 48));
        }

        public Float4 Fetch<TPass>(Window window, Floats left, int firstDepth)
            where TPass : struct, IGemmPass
        {
            Place depth = TPass.Depth(window, firstDepth + DepthLane(TPass.LeftRunsAlongDepth));
            return new Float4(
                TPass.Left(window, left, Row0, depth), TPass.Left(window, left, Row1, depth),
                TPass.Left(window, left, Row2, depth), TPass.Left(window, left, Row3, depth));
        }
    }
}
