using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Data.Curriculum;

/// <summary>
/// Which images of the visible prefix each batch holds. "Epoch": a shuffle of the prefix, made anew when it is used up
/// or the prefix has another length. "Independent": each batch drawn without replacement, on its own. A function of the
/// seed and of the lengths so far.
/// </summary>
/// <param name="independent">Whether each batch is drawn on its own.</param>
/// <param name="fullBatches">
/// Whether a shuffle ends when less than a batch is left, rather than with a smaller batch.
/// </param>
/// <param name="batchSize">Images of a whole batch.</param>
/// <param name="seed">Seed of the shuffles and, through the draw, of augmentation.</param>
public sealed class BatchSampler(bool independent, bool fullBatches, int batchSize, ulong seed)
{
    private uint shuffle;
    private int length;
    private int position;

    /// <summary>The next batch, and how many images it has.</summary>
    /// <param name="step">The training step, from 0.</param>
    /// <param name="visible">Length of the prefix.</param>
    public (BatchSelection Draw, int Count) Next(long step, int visible)
    {
        int whole = Math.Min(batchSize, visible);
        if (independent)
            return (Draw((uint)step, step, visible, 0), whole);
        if (length == 0)
            length = visible;
        if (visible != length || position + (fullBatches ? whole : 1) > length)
        {
            shuffle++;
            length = visible;
            position = 0;
        }

        int count = Math.Min(whole, length - position);
        BatchSelection draw = Draw(shuffle, step, visible, position);
        position += count;
        return (draw, count);
    }

    private BatchSelection Draw(uint round, long step, int visible, int at) =>
        new(PermutationKey.Create(seed, round), visible, at, seed, (uint)step);
}
