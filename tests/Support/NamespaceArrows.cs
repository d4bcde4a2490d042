using Mono.Cecil;
using Mono.Cecil.Cil;

namespace IlgpuCnn.Tests.Support;

/// <summary>Which namespace's types use which other's, from the compiled code: an example of each pair.</summary>
public sealed class NamespaceArrows
{
    private readonly Dictionary<(string From, string To), string> examples = [];

    /// <param name="uses">Namespace of the user, namespace of the used, and an example in words.</param>
    public NamespaceArrows(IEnumerable<(string From, string To, string Example)> uses)
    {
        foreach ((string from, string to, string example) in uses)
            examples.TryAdd((from, to), example);
    }

    /// <summary>The arrows inside an assembly of ours.</summary>
    public static NamespaceArrows Of(string assembly)
    {
        using AssemblyDefinition read = AssemblyDefinition.ReadAssembly(assembly);
        return new NamespaceArrows([.. read.MainModule.GetTypes().SelectMany(Uses)]);
    }

    /// <summary>Names of the rooms that lie directly in a namespace.</summary>
    public IEnumerable<string> RoomsOf(string parent) => examples.Keys.SelectMany(arrow => (string[])[arrow.From, arrow.To])
        .Select(name => Room(parent, name)).OfType<string>().Distinct();

    /// <summary>Arrows between the rooms that lie directly in a namespace.</summary>
    public IEnumerable<(string From, string To, string Example)> Between(string parent) =>
        from arrow in examples
        let a = Room(parent, arrow.Key.From)
        let b = Room(parent, arrow.Key.To)
        where a is not null && b is not null && a != b
        select (a, b, arrow.Value);

    /// <summary>Each set of rooms beside each other that know each other in a circle, in words.</summary>
    public IEnumerable<string> Circles()
    {
        IEnumerable<string> parents = examples.Keys.SelectMany(arrow => (string[])[arrow.From, arrow.To])
            .SelectMany(Parents).Distinct();
        foreach (string parent in parents)
        {
            (string From, string To, string Example)[] arrows = [.. Between(parent)];
            string[] circle = [.. RoomsOf(parent).Where(room => Reaches(arrows, room, room)).Order(StringComparer.Ordinal)];
            if (circle.Length == 0)
                continue;
            IEnumerable<string> within = arrows
                .Where(arrow => circle.Contains(arrow.From) && circle.Contains(arrow.To))
                .DistinctBy(arrow => (arrow.From, arrow.To))
                .Select(arrow => $"{arrow.From} → {arrow.To} ({arrow.Example})");
            yield return $"{parent}: {string.Join(", ", circle)}: {string.Join("; ", within)}";
        }
    }

    private static bool Reaches((string From, string To, string Example)[] arrows, string start, string end)
    {
        HashSet<string> seen = [];
        Queue<string> open = new([start]);
        while (open.TryDequeue(out string? room))
        {
            foreach ((_, string next, _) in arrows.Where(arrow => arrow.From == room))
            {
                if (next == end)
                    return true;
                if (seen.Add(next))
                    open.Enqueue(next);
            }
        }

        return false;
    }

    private static IEnumerable<string> Parents(string name)
    {
        for (int dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.'))
            yield return name = name[..dot];
    }

    private static string? Room(string parent, string name) =>
        name.StartsWith(parent + ".", StringComparison.Ordinal) ? name[(parent.Length + 1)..].Split('.')[0] : null;

    private static IEnumerable<(string From, string To, string Example)> Uses(TypeDefinition type)
    {
        string from = Namespace(type);
        foreach (TypeReference used in Used(type).SelectMany(Parts))
        {
            string to = Namespace(used);
            if (to != from && from.StartsWith("IlgpuCnn.", StringComparison.Ordinal)
                && to.StartsWith("IlgpuCnn.", StringComparison.Ordinal))
            {
                yield return (from, to, $"{type.Name} uses {used.Name}");
            }
        }
    }

    private static IEnumerable<TypeReference?> Used(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(each => each.InterfaceType),
        .. type.GenericParameters.SelectMany(each => each.Constraints).Select(each => each.ConstraintType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.CustomAttributes.Concat(type.Methods.SelectMany(method => method.CustomAttributes))
            .Select(attribute => attribute.AttributeType),
        .. type.Methods.SelectMany(Used),
    ];

    private static IEnumerable<TypeReference?> Used(MethodDefinition method)
    {
        IEnumerable<TypeReference?> signature =
            [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];
        return !method.HasBody
            ? signature
            : [.. signature, .. method.Body.Variables.Select(each => each.VariableType), .. method.Body.Instructions.SelectMany(Used)];
    }

    private static IEnumerable<TypeReference?> Used(Instruction instruction) => instruction.Operand switch
    {
        MethodReference called =>
        [
            called.DeclaringType, called.ReturnType, .. called.Parameters.Select(parameter => parameter.ParameterType),
            .. called is GenericInstanceMethod generic ? generic.GenericArguments : [],
        ],
        FieldReference field => [field.DeclaringType, field.FieldType],
        TypeReference type => [type],
        _ => [],
    };

    // List<A>[] is made of A and List.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static string Namespace(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.Namespace;
    }
}
