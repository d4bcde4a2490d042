using IlgpuCnn.Kernels;
using IlgpuCnn.PtxReport.Roofline;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Roofline;

public sealed class StepLogTests : InTemporaryFolder
{
    private static readonly string[] Lines =
    [
        "cuMemAlloc address=0x100 bytes=64",
        "cuGraphLaunch executable=0x40000 nodes=1",
        "replay module=9 entry=Kernel_Old grid=1,1,1 block=32,1,1 shared=0 arguments=",
        "cuGraphLaunch executable=0x40000 nodes=3",
        "replay module=3 entry=Kernel_AddKernel grid=2,3,4 block=16,2,1 shared=128 arguments=0a00ff",
        "replay copy=across bytes=12",
        "replay module=3 entry=Kernel_AddKernel grid=1,1,1 block=256,1,1 shared=0 arguments=",
        "executed entry=Kernel_AddKernel instructions=5 products=0 shared=2 loaded=7 stored=8",
        "cuEventRecord",
        "cuLaunchKernel module=5 entry=Kernel_Later grid=1,1,1 block=32,1,1 shared=0 arguments=",
        "executed entry=Kernel_Later instructions=5 products=0 shared=2 loaded=7 stored=8",
    ];

    [Test]
    public void Parse_ALog_HasTheNodesOfTheLastGraphAlone()
    {
        (List<Launch> nodes, List<Allocation> memory) = StepLog.Parse(Lines);
        Assert.That(nodes.Select(node => (node.Module, node.Kernel)), Is.EqualTo(new[] { (3, "AddKernel"), (0, "copy across"), (3, "AddKernel") }));
        Assert.That((nodes[0].Grid, nodes[0].BlockThreads, nodes[0].DynamicSharedBytes), Is.EqualTo(((2, 3, 4), 32, 128)));
        Assert.That(nodes[0].Arguments, Is.EqualTo(new byte[] { 10, 0, 255 }));
        Assert.That((nodes[0].Blocks, nodes[0].Threads, nodes[1].Bytes), Is.EqualTo((24, 768, 12)));
        Assert.That(memory, Is.EqualTo(new[] { new Allocation(0x100, 64) }));
    }

    [Test]
    public void Parse_WhatWasCounted_GivesItToTheFirstNodeOfItsName()
    {
        List<Launch> nodes = StepLog.Parse(Lines).Nodes;
        Assert.That(nodes[0].Counted, Is.EqualTo(new CountedWork(5, 8, 7, 8)));
        Assert.That(nodes[2].Counted, Is.Null);
    }

    [Test]
    public void Read_AFolderWithNoLog_SaysHowToMakeOne() =>
        Assert.That(() => StepLog.Read(Folder.Path), Throws.TypeOf<InputException>().With.Message.Contains("step.sh"));

    [Test]
    public void Read_ALogWithNoGraph_SaysWhatIsMissing()
    {
        File.WriteAllText(Folder.File(StepLog.FileName), Lines[0]);
        Assert.That(() => StepLog.Read(Folder.Path), Throws.TypeOf<InputException>().With.Message.Contains("No graph"));
    }

    [Test]
    public void TextOf_AModuleThatWasNotKept_SaysWhichFileIsMissing()
    {
        File.WriteAllLines(Folder.File(StepLog.FileName), Lines);
        StepLog log = StepLog.Read(Folder.Path);
        Assert.That(() => log.TextOf(log.Nodes[0]), Throws.TypeOf<InputException>().With.Message.Contains("003-Kernel_AddKernel.ptx"));
    }
}
