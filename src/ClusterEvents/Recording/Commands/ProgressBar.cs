using Spectre.Console;

namespace ClusterEvents.Recording.Commands;

/// <summary>Shows the progress of long work on standard error.</summary>
internal static class ProgressBar
{
    private static readonly IAnsiConsole Beside =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Runs the work with a progress bar; the work reports how much of the total is done.</summary>
    public static Task<T> ShowAsync<T>(string what, double total, Func<Action<double>, Task<T>> work) =>
        Beside.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(what, maxValue: Math.Max(total, 1));
                var result = await work(done => task.Value = done);
                task.Value = task.MaxValue;
                return result;
            });
}
