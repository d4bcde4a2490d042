using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>
/// Products whose PTX was made wrong on its way to the driver, each in one way: the fake driver that executes it, or the
/// numbers that come out, must tell.
/// </summary>
[Category(TestCategories.Exhaustive)]
public sealed partial class MutantTests
{
    // In tf32, three k-tiles at a time, by two groups in the depth.
    private const string Product = @"GemmTileTests\.Passes_InThisTile.*cuda:0.*Tf32.*64x64.*24 → 40";

    private TemporaryFolder folder = null!;

    private static readonly TestCaseData[] Mutants =
    [
        Mutant("a wait dropped", "under way", @"cp\.async\.wait_group[^;]*;", ""),
        Mutant("a wait for one group less", "under way", @"cp\.async\.wait_group 1;", "cp.async.wait_group 2;"),
        Mutant("a commit dropped", "under way", @"cp\.async\.commit_group;", "", count: 1),
        Mutant("a barrier dropped", "shared memory", @"bar\.sync\s+0;", ""),
        Mutant("shared memory halved", "outside the arrays", @"(__shared_alloca0)\[(\d+)\];", "$1[4096];"),
        Mutant("an address in shared memory moved", "", @"mov\.b64\s+(%rd\d+), __shared_alloca0;", "$0 add.u64 $1, $1, 4;"),
        Mutant("an address in global memory moved", "not aligned", @"cvta\.to\.global\.u64\s+(%rd\d+), %rd\d+;",
            "$0 add.u64 $1, $1, 4;"),
        Mutant("fragments exchanged", null, @"(mma[^{]*\{[^}]*\}, \{)(%r\d+), (%r\d+)", "$1$3, $2"),
        Mutant("right fragments exchanged", null, @"(mma[^{]*\{[^}]*\}, \{[^}]*\}, \{)(%r\d+), (%r\d+)", "$1$3, $2"),
        Mutant("a part of the grid twice", "another group", @"%ctaid\.z", "%ctaid.x"),
        Mutant("a sum that is not begun", "register that nobody wrote", @"mov\.f32\s+%f\d+, 0f00000000;", ""),
        Mutant("a bound of a loop", "", @"setp\.lt\.s32", "setp.le.s32"),
    ];

    [OneTimeSetUp]
    public void Compile()
    {
        folder = new TemporaryFolder();
        FakeRun run = Run(Cache);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Output + run.Result.Error);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => folder?.Dispose();

    [TestCaseSource(nameof(Mutants))]
    public void Product_MadeWrong_IsFound(string? sentence, string pattern, string replacement, int count)
    {
        using TemporaryFolder own = new();
        int mutated = 0;
        foreach (string file in Directory.GetFiles(Cache, "*.ptx", SearchOption.AllDirectories))
        {
            string[] parts = File.ReadAllText(file).Split('\n', 3);
            string text = IsProduct().IsMatch(parts[2]) ? new Regex(pattern).Replace(parts[2], replacement, count) : parts[2];
            mutated += text == parts[2] ? 0 : 1;
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts[1] + text)));
            string target = own.File(Path.GetRelativePath(Cache, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, $"{hash}\n{parts[1]}\n{text}");
        }

        Assert.That(mutated, Is.Positive, "Nothing was made wrong.");
        FakeRun run = Run(own.Path);
        Assert.That(run.Result.ExitCode, Is.EqualTo(1), run.Result.Output);
        string[] faults = [.. run.Of("fault").Select(fault => fault.Line)];
        Assert.That(faults, sentence is null ? Is.Empty : Has.Some.Contains(sentence), run.Result.Output);
        Assert.That(run.Result.Output, Does.Contain("FAILED"));
    }

    private string Cache => folder.File("cache");

    private static FakeRun Run(string cache) => FakeCudaDriver.RunTests(cache, FakeCudaDriver.Executing, "--tests", Product);

    private static TestCaseData Mutant(
        string name, string? sentence, string pattern, string replacement, int count = int.MaxValue) =>
        new TestCaseData(sentence, pattern, replacement, count).SetArgDisplayNames(name);

    [GeneratedRegex(@"\.entry Kernel_(Forward|BackwardInput|BackwardWeight)\w*Kernel\(")]
    private static partial Regex IsProduct();
}
