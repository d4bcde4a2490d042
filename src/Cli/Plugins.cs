using System.CommandLine;
using System.Reflection;
using System.Runtime.Loader;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Library;

namespace IlgpuCnn.Cli;

/// <summary>
/// Assemblies of a user's own whose components can be asked for by name. They are loaded before anything else is parsed,
/// so that help lists what they bring.
/// </summary>
internal static class Plugins
{
    private const string Name = "--plugin";

    private static readonly HashSet<Assembly> Loaded = [];

    /// <summary>The option, for every command.</summary>
    public static Option<string[]> CreateOption() => new(Name)
    {
        Description = "Assembly (.dll) with models, scores, optimizers, … of your own; may be given several times",
        Recursive = true,
    };

    /// <summary>Loads every assembly that a command line names.</summary>
    /// <exception cref="InputException">One is missing, is none, or brings nothing.</exception>
    public static void Load(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == Name && i + 1 < arguments.Count)
                Load(arguments[i + 1]);
            else if (arguments[i].StartsWith($"{Name}=", StringComparison.Ordinal))
                Load(arguments[i][(Name.Length + 1)..]);
        }
    }

    private static void Load(string path)
    {
        if (!File.Exists(path))
            throw new InputException($"The plugin '{path}' is no file: give the path of an assembly (.dll).");
        Assembly assembly;
        try
        {
            assembly = FileFaults.Reading(
                "the plugin", path, () => AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(path)));
        }
        catch (BadImageFormatException e)
        {
            throw new InputException($"The plugin '{path}' is not an assembly of .NET.", e);
        }

        if (Loaded.Add(assembly) && Components.RegisterFrom(assembly) == 0)
        {
            throw new InputException(
                $"The plugin '{path}' brings nothing: no class in it has a [Component] attribute and a known base type.");
        }
    }
}
