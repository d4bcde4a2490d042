using IlgpuCnn.PtxReport.Roofline;

namespace IlgpuCnn.Tests.Roofline;

public sealed class CacheContentsTests
{
    private const int Piece = 1 << 16;

    [Test]
    public void Touch_WhatWasTouched_MissesNothing()
    {
        CacheContents cache = new(4 * Piece);
        Assert.That(cache.Touch(new Allocation(100, 1000)), Is.EqualTo(1000));
        Assert.That(cache.Touch(new Allocation(100, 1000)), Is.Zero);
    }

    [Test]
    public void Touch_MoreThanFits_LosesWhatWasTouchedFirst()
    {
        CacheContents cache = new(2 * Piece);
        cache.Touch(new Allocation(0, 2 * Piece));
        cache.Touch(new Allocation(0, 1));
        cache.Touch(new Allocation(2 * Piece, Piece));
        Assert.That(cache.Touch(new Allocation(0, Piece)), Is.Zero);
        Assert.That(cache.Touch(new Allocation(Piece, Piece)), Is.EqualTo(Piece));
    }

    [Test]
    public void Touch_AcrossPieces_MissesThoseThatAreNew()
    {
        CacheContents cache = new(4 * Piece);
        cache.Touch(new Allocation(0, Piece));
        Assert.That(cache.Touch(new Allocation(Piece / 2, Piece)), Is.EqualTo(Piece / 2));
    }
}
