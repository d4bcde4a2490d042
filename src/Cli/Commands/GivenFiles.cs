using IlgpuCnn.Data.Datasets.Files;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace IlgpuCnn.Cli.Commands;

/// <summary>Image files that a command line names: one by one, as a folder with all in it, or as a pattern with * and ?, where
/// ** stands for any folders.</summary>
internal static class GivenFiles
{
    private static readonly char[] Wild = ['*', '?'];

    /// <summary>All files, in the order in which they were named, those of a folder or pattern in ordinal order.</summary>
    /// <exception cref="InputException">A name stands for nothing.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> names) => [.. names.SelectMany(Found).Distinct()];

    private static IReadOnlyList<string> Found(string name)
    {
        if (File.Exists(name))
            return [name];
        bool isFolder = Directory.Exists(name);
        if (!isFolder && name.IndexOfAny(Wild) < 0)
            throw new InputException($"There is no '{name}': name image files, folders of them, or a pattern such as \"photos/*.jpg\".");
        string[] found =
        [
            .. (isFolder ? FolderLayout.FilesIn(name) : Matching(name)).Order(StringComparer.Ordinal),
        ];
        return found.Length > 0
            ? found
            : throw new InputException($"'{name}' {(isFolder ? "has no images in it" : "matches no file")}: name others.");
    }

    private static string[] Matching(string pattern)
    {
        string[] parts = pattern.Replace('\\', '/').Split('/');
        int wild = Array.FindIndex(parts, part => part.IndexOfAny(Wild) >= 0);
        string top = string.Join('/', parts[..wild]);
        string folder = top.Length > 0 ? top : wild > 0 ? "/" : ".";
        Matcher matcher = new(StringComparison.Ordinal);
        matcher.AddInclude(string.Join('/', parts[wild..]));
        return FileFaults.Reading("the folder", folder, () => matcher
            .Execute(new DirectoryInfoWrapper(new DirectoryInfo(folder))).Files
            .Select(match => folder == "." ? match.Path : Path.Combine(folder, match.Path)).ToArray());
    }
}
