using System.Reflection;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Tests;

/// <summary>Arrows between the assemblies go one way: Cli → Network → Data → Kernels.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly[] Layers =
        [typeof(Philox).Assembly, typeof(ImageSet).Assembly, typeof(Sequential).Assembly, Assembly.Load("ilgpucnn")];

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
}
