using System.Reflection;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests;

/// <summary>
/// Arrows between assemblies go one way, Cli → Network → Data → Kernels, and so do arrows between rooms: at every level
/// of the namespaces rooms that lie beside each other have no circle of references, a room counting with all that lies in
/// it. A room's own types may know the rooms in it, and be known by them.
/// </summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly[] Layers =
        [typeof(Philox).Assembly, typeof(ImageSet).Assembly, typeof(Sequential).Assembly, Assembly.Load("ilgpucnn")];

    // Each room knows only rooms to its left.
    private static readonly string[] Network =
    [
        "Memory", "Layers", "Models", "Checkpoints", "Training", "Scores", "Curriculum", "Runs", "Comparison", "Library",
    ];

    private static readonly string[] Kernels =
        ["Random", "Vectors", "Devices", "Matrix", "Ops", "Batches", "ImageScores"];

    private static IEnumerable<TestCaseData> Assemblies =>
        Layers.Select(assembly => new TestCaseData(assembly.Location).SetArgDisplayNames(assembly.GetName().Name!));

    [Test]
    public void References_OfEachAssembly_PointDownwards()
    {
        string[] names = [.. Layers.Select(layer => layer.GetName().Name!)];
        for (int i = 0; i < Layers.Length; i++)
        {
            string?[] used = [.. Layers[i].GetReferencedAssemblies().Select(reference => reference.Name)];
            Assert.That(used.Intersect(names), Is.SubsetOf(names[..i]), names[i]);
            Assert.That(used, Has.None.Contains("Tests"), names[i]);
        }
    }

    [TestCaseSource(nameof(Assemblies))]
    public void Rooms_BesideEachOther_HaveNoCircle(string assembly) =>
        Assert.That(NamespaceArrows.Of(assembly).Circles(), Is.Empty);

    [Test]
    public void RoomsOfTheNetwork_InTheirOrder_KnowOnlyEarlierOnes() =>
        Assert.That(Upwards(typeof(Sequential).Assembly, "IlgpuCnn.Network", Network), Is.Empty);

    [Test]
    public void RoomsOfTheKernels_InTheirOrder_KnowOnlyEarlierOnes() =>
        Assert.That(Upwards(typeof(Philox).Assembly, "IlgpuCnn.Kernels", Kernels), Is.Empty);

    [Test]
    public void Circles_OfNamespacesThatKnowEachOther_AreFound()
    {
        NamespaceArrows arrows = new(
            [("A.B", "A.C", "x"), ("A.C.D", "A.E", "y"), ("A.E", "A.B.F", "z"), ("A.B", "A.B.F", "down"), ("A.B.F", "A.B", "up")]);
        Assert.That(arrows.Circles().Single(), Does.StartWith("A: B, C, E"));
    }

    private static IEnumerable<string> Upwards(Assembly assembly, string root, string[] order)
    {
        NamespaceArrows arrows = NamespaceArrows.Of(assembly.Location);
        string[] rooms = [.. arrows.RoomsOf(root)];
        Assert.That(rooms, Is.EquivalentTo(order), "a new room is put into its place in this test");
        return arrows.Between(root)
            .Where(arrow => Array.IndexOf(order, arrow.From) < Array.IndexOf(order, arrow.To))
            .Select(arrow => $"{arrow.From} knows {arrow.To}: {arrow.Example}");
    }
}
