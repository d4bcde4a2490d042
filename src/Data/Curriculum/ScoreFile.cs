using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
namespace IlgpuCnn.Data.Curriculum;
public static class ScoreFile
{
    public static void Save(string path, ScoreTable table, ImageSet images) => File.WriteAllLines(path, table.Values.Select(v => v.ToString("R")).Prepend(System.Text.Json.JsonSerializer.Serialize(table.Origin)));
    public static ScoreTable Load(string path, ImageSet images) { string[] l = File.ReadAllLines(path); return new ScoreTable(System.Text.Json.JsonSerializer.Deserialize<ScoreOrigin>(l[0])!, [.. l.Skip(1).Select(double.Parse)], []); }
}
