using System.Text.Json;
using System.Text.Json.Serialization;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Catalogs;

/// <summary>Something that stands in JSON as the text by which people ask for it.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="read">Makes it of its text.</param>
/// <param name="write">Its text.</param>
public sealed class TextConverter<T>(Func<string, T> read, Func<T, string> write) : JsonConverter<T>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">It is no string.</exception>
    /// <exception cref="InputException">The text asks for nothing that is known.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? read(reader.GetString()!)
            : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(write(value));
}

/// <summary>Makes <see cref="TextConverter{T}"/>s.</summary>
public static class TextConverter
{
    /// <summary>
    /// Of components, which stand with every argument written out. One that can't be asked for by its text, since it is
    /// in no catalog, is refused when it is written.
    /// </summary>
    /// <param name="parse">Makes one of its text.</param>
    public static TextConverter<Component<T>> Of<T>(Func<string, Component<T>> parse)
        where T : notnull => new(parse, component => parse(component.FullText).FullText);

    /// <summary>Of plain values of a catalog, which stand by their names.</summary>
    public static TextConverter<T> Of<T>(Catalog<T> catalog)
        where T : notnull => new(text => catalog.Parse(text).Value, catalog.NameOf);
}
