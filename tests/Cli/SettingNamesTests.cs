using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;

namespace IlgpuCnn.Tests.Cli;

/// <summary>Libraries name settings, and each of these is an option of the command line.</summary>
public sealed partial class SettingNamesTests
{
    private static string Sources
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "IlgpuCnn.sln")))
                    return Path.Combine(folder.FullName, "src");
            }

            Assert.Ignore("The sources are not on this machine.");
            return "";
        }
    }

    [Test]
    public void Settings_InMessages_AreOptions()
    {
        string[] settings = [.. Lines("Kernels", "Data", "Network").Select(line => line.Text)
            .SelectMany(text => NewSetting().Matches(text)).Select(match => match.Groups[1].Value).Distinct()];
        Assert.That(settings, Has.Length.GreaterThan(10));
        Assert.That(settings.Select(setting => $"--{setting}"), Is.SubsetOf(Options));
    }

    [Test]
    public void Libraries_Messages_NameNoOptions() => Assert.That(
        Lines("Kernels", "Data", "Network").Where(line => OptionInLiteral().IsMatch(line.Text)), Is.Empty);

    private static string[] Options
    {
        get
        {
            Command[] commands = [.. Assembly.Load("ilgpucnn").GetTypes()
                .Select(type => type.GetMethod("Create", BindingFlags.Static | BindingFlags.Public, []))
                .Where(create => create is not null && create.ReturnType.IsAssignableTo(typeof(Command)))
                .Select(create => (Command)create!.Invoke(null, null)!)];
            Assert.That(commands.Select(command => command.Name), Is.SupersetOf(new[] { "train", "compare", "eval" }));
            return [.. commands.SelectMany(OptionsOf).Distinct()];
        }
    }

    private static IEnumerable<string> OptionsOf(Command command) =>
        command.Options.Select(option => option.Name).Concat(command.Subcommands.SelectMany(OptionsOf));

    // Every line of code, comments left out.
    private static IEnumerable<(string Place, string Text)> Lines(params string[] projects) =>
        from project in projects
        let folder = Path.Combine(Sources, project)
        from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        let place = Path.GetRelativePath(folder, file)
        where !place.StartsWith("obj", StringComparison.Ordinal) && !place.StartsWith("bin", StringComparison.Ordinal)
        from line in File.ReadLines(file).Index()
        let text = line.Item.Trim()
        where !text.StartsWith("//", StringComparison.Ordinal)
        select ($"{project}/{place}:{line.Index + 1}", text);

    [GeneratedRegex("new Setting\\(\"([^\"]+)\"\\)")]
    private static partial Regex NewSetting();

    [GeneratedRegex("\"[^\"]*--[A-Za-z]")]
    private static partial Regex OptionInLiteral();
}
