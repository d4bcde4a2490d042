using FsCheck;
using FsCheck.Fluent;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Tests.Data.Curriculum;

public sealed class BatchSamplerTests
{
    private static Arbitrary<(PositiveInt Visible, PositiveInt Batch, PositiveInt Seed)> Drawn =>
        ArbMap.Default.ArbFor<(PositiveInt Visible, PositiveInt Batch, PositiveInt Seed)>();

    [Test]
    public void Next_Epoch_ShowsEachIndexOnce() => Prop.ForAll(Drawn, drawn =>
    {
        (int visible, int batch) = (drawn.Visible.Get, drawn.Batch.Get);
        BatchSampler sampler = new(false, fullBatches: false, batch, (ulong)drawn.Seed.Get);
        long step = 0;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            List<int> seen = [];
            while (seen.Count < visible)
                seen.AddRange(Indices(sampler.Next(step++, visible)));
            if (!seen.Order().SequenceEqual(Enumerable.Range(0, visible)))
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Next_FullBatches_ShowsWholeBatchesOfDistinctIndices() => Prop.ForAll(Drawn, drawn =>
    {
        (int visible, int batch) = (drawn.Visible.Get, drawn.Batch.Get);
        int whole = Math.Min(visible, batch);
        BatchSampler sampler = new(false, fullBatches: true, batch, (ulong)drawn.Seed.Get);
        long step = 0;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            List<int> seen = [];
            for (int i = 0; i < visible / whole; i++)
            {
                int[] indices = Indices(sampler.Next(step++, visible));
                if (indices.Length != whole)
                    return false;
                seen.AddRange(indices);
            }

            if (seen.Distinct().Count() != seen.Count)
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Next_Independent_DrawsWithoutReplacement() => Prop.ForAll(Drawn, drawn =>
    {
        (int visible, int batch) = (drawn.Visible.Get, drawn.Batch.Get);
        BatchSampler sampler = new(true, fullBatches: false, batch, (ulong)drawn.Seed.Get);
        return Enumerable.Range(0, 4).All(step =>
        {
            int[] indices = Indices(sampler.Next(step, visible));
            return indices.Length == Math.Min(visible, batch)
                && indices.Distinct().Count() == indices.Length && indices.All(i => i < visible);
        });
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Next_Grown_MakesANewShuffleOfAll()
    {
        BatchSampler sampler = new(false, fullBatches: false, 4, seed: 3);
        int[] first = Indices(sampler.Next(0, 10));
        List<int> grown = [];
        for (int step = 1; step <= 4; step++)
            grown.AddRange(Indices(sampler.Next(step, 16)));
        Assert.That(first, Is.All.LessThan(10));
        Assert.That(grown.Order(), Is.EqualTo(Enumerable.Range(0, 16)));
    }

    [Test]
    public void Next_OneLength_IsTheShuffleOfTheEpochFromBatchToBatch() => Prop.ForAll(Drawn, drawn =>
    {
        (int visible, int batch, ulong seed) = (drawn.Visible.Get, drawn.Batch.Get, (ulong)drawn.Seed.Get);
        int stepsPerEpoch = (visible + batch - 1) / batch;
        BatchSampler sampler = new(false, fullBatches: false, batch, seed);
        return Enumerable.Range(0, 3 * stepsPerEpoch).All(step =>
        {
            int position = step % stepsPerEpoch * batch;
            PermutationKey key = PermutationKey.Create(seed, (uint)(step / stepsPerEpoch));
            return sampler.Next(step, visible)
                == (new BatchSelection(key, visible, position, seed, (uint)step), Math.Min(batch, visible - position));
        });
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Next_GrowingAnyhow_RepeatsNoIndexInAShuffleAndStartsAnewWithEachLength() => Prop.ForAll(
        ArbMap.Default.ArbFor<(NonNegativeInt[] Growth, PositiveInt Batch, bool FullBatches)>(), drawn =>
        {
            BatchSampler sampler = new(false, drawn.FullBatches, drawn.Batch.Get, seed: 5);
            int visible = 1;
            List<int> seen = [];
            BatchSelection before = default;
            for (int step = 0; step < drawn.Growth.Length; step++)
            {
                // Every other step the length stays.
                visible += step % 2 * drawn.Growth[step].Get;
                (BatchSelection draw, int count) = sampler.Next(step, visible);
                if (draw.Visible != visible || (visible != before.Visible && draw.Key == before.Key))
                    return false;
                if (draw.Key != before.Key)
                    seen.Clear();
                seen.AddRange(Indices((draw, count)));
                if (count < 1 || seen.Distinct().Count() != seen.Count || seen.Max() >= visible)
                    return false;
                before = draw;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Next_Independent_IsAFunctionOfTheStepAlone()
    {
        BatchSampler one = new(true, false, 5, seed: 3);
        BatchSampler two = new(true, false, 5, seed: 3);
        one.Next(0, 20);
        Assert.That(Indices(one.Next(7, 20)), Is.EqualTo(Indices(two.Next(7, 20))));
        Assert.That(Indices(one.Next(8, 20)), Is.Not.EqualTo(Indices(two.Next(7, 20))));
    }

    private static int[] Indices((BatchSelection Draw, int Count) next) =>
        [.. Enumerable.Range(next.Draw.Position, next.Count).Select(
            i => Permutation.At(next.Draw.Key, next.Draw.Visible, i))];
}
