using IlgpuCnn.Data.ImageFiles;
using Mono.Cecil;

namespace IlgpuCnn.Tests.Data.ImageFiles;

/// <summary>Who knows the library that decodes.</summary>
public sealed class ImageSharpTests
{
    [Test]
    public void Types_ThatKnowImageSharp_AreTheReaderAlone()
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(typeof(ImageReader).Assembly.Location);
        string[] knowing =
        [
            .. module.GetTypes().Where(KnowsImageSharp).Select(Outermost).Select(type => type.FullName).Distinct(),
        ];
        Assert.That(knowing, Is.EqualTo(new[] { typeof(ImageReader).FullName }));
    }

    private static bool KnowsImageSharp(TypeDefinition type) => type.BaseType is { } parent && IsOfImageSharp(parent)
        || type.Fields.Any(field => IsOfImageSharp(field.FieldType))
        || type.Methods.Any(method => IsOfImageSharp(method.ReturnType)
            || method.Parameters.Any(parameter => IsOfImageSharp(parameter.ParameterType))
            || (method.HasBody && method.Body.Instructions.Any(each => IsOfImageSharp(each.Operand switch
            {
                TypeReference used => used,
                MemberReference member => member.DeclaringType,
                _ => null,
            }))));

    private static bool IsOfImageSharp(TypeReference? type) =>
        type?.FullName.Contains("SixLabors.", StringComparison.Ordinal) == true;

    private static TypeDefinition Outermost(TypeDefinition type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;
}
