using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Checkpoints;

/// <summary>A float32 tensor in memory, row-major.</summary>
public sealed record NamedTensor(string Name, int[] Extents, float[] Values);

/// <summary>
/// Reading and writing of the safetensors format, float32 only: the header's length as 8 bytes, a JSON header, the
/// data.
/// </summary>
public static class Safetensors
{
    private const long LargestHeader = 100_000_000; // the format's own limit

    /// <summary>Writes a file in whole or not at all: a crash leaves what was there before.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write(
        string path, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        JsonObject header = [];
        JsonObject about = [];
        foreach ((string key, string value) in metadata)
            about[key] = value;
        header["__metadata__"] = about;
        long offset = 0;
        foreach (NamedTensor tensor in tensors)
        {
            long end = offset + (tensor.Values.LongLength * sizeof(float));
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. tensor.Extents.Select(extent => (JsonNode)extent)]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        byte[] padded = new byte[(json.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        json.CopyTo(padded, 0);

        WholeFile.Replace(path, file =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, padded.Length);
            file.Write(length);
            file.Write(padded);
            foreach (NamedTensor tensor in tensors)
                file.Write(MemoryMarshal.AsBytes<float>(tensor.Values));
        });
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InputException">It is missing, cut short, or not safetensors of float32.</exception>
    public static (IReadOnlyList<NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        byte[] bytes = FileFaults.Reading("the checkpoint", path, () => File.ReadAllBytes(path));
        try
        {
            return Parse(bytes);
        }
        catch (Exception e) when (
            e is JsonException or InvalidDataException or InvalidOperationException or FormatException
                or KeyNotFoundException or OverflowException or ArgumentException)
        {
            throw new InputException($"'{path}' is not a float32 safetensors file, or is cut short: {e.Message}", e);
        }
    }

    private static (IReadOnlyList<NamedTensor>, IReadOnlyDictionary<string, string>) Parse(byte[] bytes)
    {
        if (bytes.Length < 8)
            throw new InvalidDataException("it has no header.");
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (headerLength is < 2 or > LargestHeader || headerLength > bytes.Length - 8)
            throw new InvalidDataException($"its header would be {headerLength} bytes long.");

        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, (int)headerLength));
        ReadOnlySpan<byte> data = bytes.AsSpan(8 + (int)headerLength);
        List<NamedTensor> tensors = [];
        Dictionary<string, string> metadata = [];
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                foreach (JsonProperty item in entry.Value.EnumerateObject())
                    metadata[item.Name] = item.Value.GetString()!;
                continue;
            }

            string? type = entry.Value.GetProperty("dtype").GetString();
            if (type != "F32")
                throw new InvalidDataException($"{entry.Name} is {type}, not F32.");
            int[] extents = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];
            long begin = entry.Value.GetProperty("data_offsets")[0].GetInt64();
            long end = entry.Value.GetProperty("data_offsets")[1].GetInt64();
            long length = extents.Aggregate(1L, (product, extent) => checked(product * extent));
            if (begin < 0 || end > data.Length || end - begin != length * sizeof(float))
                throw new InvalidDataException($"{entry.Name} has no {length} elements in it.");
            tensors.Add(new NamedTensor(
                entry.Name, extents, MemoryMarshal.Cast<byte, float>(data[(int)begin..(int)end]).ToArray()));
        }

        return (tensors, metadata);
    }
}
