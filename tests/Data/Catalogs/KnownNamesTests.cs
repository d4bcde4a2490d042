using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Catalogs;

public sealed class KnownNamesTests
{
    private static readonly Dictionary<string, int> Known = new()
    {
        ["edges"] = 1,
        ["entropy"] = 2,
        ["cross-validated-loss"] = 3,
    };

    [TestCase("EDGES", 1)]
    [TestCase("entropy", 2)]
    public void Find_Known_WhateverItsCase(string name, int value) =>
        Assert.That(KnownNames.Find("score", name, Known), Is.EqualTo(value));

    [TestCase("egdes", "did you mean 'edges'?")]
    [TestCase("Entorpy", "did you mean 'entropy'?")]
    [TestCase("cross", "did you mean 'cross-validated-loss'?")]
    [TestCase("crossvalidatedlos", "did you mean 'cross-validated-loss'?")]
    public void Find_NearAName_SuggestsIt(string name, string suggestion) => Assert.That(
        () => KnownNames.Find("score", name, Known),
        Refused.With($"Unknown score '{name}': {suggestion} Known: edges, entropy, cross-validated-loss."));

    [TestCase("")]
    [TestCase("xyz")]
    [TestCase("colourfulness")]
    public void Find_UnlikeAnyName_SuggestsNone(string name) => Assert.That(
        () => KnownNames.Find("score", name, Known),
        Refused.With($"Unknown score '{name}'; known: edges, entropy, cross-validated-loss."));
}
