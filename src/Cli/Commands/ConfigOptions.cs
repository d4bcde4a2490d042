using System.CommandLine;

namespace IlgpuCnn.Cli.Commands;

/// <summary>
/// Options that change one record: each knows its default and how to set what it stands for. Only options that were
/// given are applied, so that a record read from a file keeps the rest.
/// </summary>
/// <typeparam name="TRecord">The record.</typeparam>
internal sealed class ConfigOptions<TRecord>
{
    private readonly List<(Option Option, Func<ParseResult, TRecord, TRecord> Set)> bindings = [];

    /// <summary>Declares an option.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For help.</param>
    /// <param name="initial">The default, shown in help; null shows none.</param>
    /// <param name="set">The record with the value in it.</param>
    public ConfigOptions<TRecord> Add<T>(string name, string description, T initial, Func<TRecord, T, TRecord> set)
    {
        Option<T> option = new(name) { Description = description };
        if (initial is not null)
            option.DefaultValueFactory = _ => initial;
        bindings.Add((option, (parsed, record) => set(record, parsed.GetValue(option)!)));
        return this;
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach ((Option option, _) in bindings)
            command.Options.Add(option);
    }

    /// <summary>Whether any of the options was given.</summary>
    public bool AnyGiven(ParseResult parsed) =>
        FirstGiven(parsed) is not null;

    /// <summary>The first of the options that was given; null where none was.</summary>
    public string? FirstGiven(ParseResult parsed) => bindings
        .FirstOrDefault(binding => parsed.GetResult(binding.Option) is { Implicit: false }).Option?.Name;

    /// <summary>The record with every option that was given.</summary>
    public TRecord Apply(ParseResult parsed, TRecord record)
    {
        foreach ((Option option, Func<ParseResult, TRecord, TRecord> set) in bindings)
        {
            if (parsed.GetResult(option) is { Implicit: false })
                record = set(parsed, record);
        }

        return record;
    }
}
