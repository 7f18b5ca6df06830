using System.Reflection;
using ClusterEvents.EventStore.Schema;
using JasperFx;
using JasperFx.CommandLine;
using JasperFx.CommandLine.Commands;
using JasperFx.CommandLine.Parsing;
using Spectre.Console;

namespace ClusterEvents.Hosting.Composition;

/// <summary>The commands of Marten and Wolverine, run by JasperFx.</summary>
internal sealed class LibraryCommands
{
    /// <summary>
    /// Commands that are useful to operators. Others are for library development, start a service, or would delete
    /// data.
    /// </summary>
    private static readonly string[] Offered = ["codegen", Apply, "db-assert", "projections", "run"];

    private const string Apply = "db-apply";

    private readonly CommandFactory _factory = new();

    private LibraryCommands()
    {
    }

    /// <summary>Finds the commands without printing where it searches.</summary>
    public static LibraryCommands FindAll()
    {
        var (commands, all) = (new LibraryCommands(), new CommandFactory());
        var console = AnsiConsole.Console;
        AnsiConsole.Console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(TextWriter.Null) });
        all.RegisterCommands(typeof(RunCommand).Assembly);
        all.RegisterCommandsFromExtensionAssemblies();
        // After an extension was applied, the libraries' own runner does not print the search either.
        all.ApplyExtensions(new ServiceCollection());
        AnsiConsole.Console = console;
        foreach (var type in all.AllCommandTypes())
            if (Offered.Contains(CommandFactory.CommandNameFor(type))) commands._factory.RegisterCommand(type);
        return commands;
    }

    /// <summary>Their names and descriptions.</summary>
    public IEnumerable<(string Name, string? Description)> All => Types.Select(type =>
        (CommandFactory.CommandNameFor(type), type.GetCustomAttribute<DescriptionAttribute>()?.Description));

    public bool Has(string name) => Types.Any(type =>
        CommandFactory.CommandNameFor(type).Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The error in the arguments of a command; null if they are valid.</summary>
    public string? FaultOf(string name, string[] arguments)
    {
        var usages = _factory.Build(name).Usages;
        // The libraries would not list the choices, and accept numbers as enum names.
        if (arguments is [var given, ..] && !InputParser.IsFlag(given)
            && usages.Arguments.FirstOrDefault()?.ToUsageDescription().Split('|') is { Length: > 1 } choices
            && !choices.Contains(given))
            return $"`{given}` is none of {string.Join('|', choices)}";
        try
        {
            usages.BuildInput(new(ArgPreprocessor.Process(arguments)), new ActivatorCommandCreator());
            return null;
        }
        catch (Exception exception)
        {
            // Invalid values cause exceptions of various types.
            return exception.Message.Length > 0 ? exception.Message
                : $"`{string.Join(' ', [name, .. arguments])}` has too few or too many arguments";
        }
    }

    public Task PrintHelpAsync(string name) => new CommandExecutor(_factory).ExecuteAsync(["help", name]);

    public static async Task<int> RunAsync(string[] command, IHost host, CancellationToken cancel)
    {
        // The library's own command then finds nothing left to change; it would give a statement half a minute.
        if (command[0].Equals(Apply, StringComparison.OrdinalIgnoreCase))
            await host.Services.GetRequiredService<SchemaUpdate>().ApplyAsync(cancel);
        return await host.RunJasperFxCommands(command).WaitAsync(cancel);
    }

    private IEnumerable<Type> Types => _factory.AllCommandTypes()
        .Where(type => Offered.Contains(CommandFactory.CommandNameFor(type)));
}
