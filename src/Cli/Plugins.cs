using System.CommandLine;
using System.Diagnostics;
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

    /// <summary>
    /// A sentence on a fault in a plugin's own code; null where the program's code, or what it called, is at fault.
    /// </summary>
    public static string? Fault(Exception fault)
    {
        foreach (StackFrame frame in new StackTrace(fault).GetFrames())
        {
            if (frame.GetMethod() is not { DeclaringType: { } type } method)
                continue;
            if (Loaded.Contains(type.Assembly))
            {
                return $"The plugin '{type.Assembly.GetName().Name}' is at fault in {type.Name}.{method.Name}: "
                    + $"{fault.GetType().Name}, {fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}.";
            }

            if (type.Assembly.GetName().Name!.StartsWith("IlgpuCnn.", StringComparison.Ordinal))
                return null;
        }

        return null;
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
