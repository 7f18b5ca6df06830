using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>What a recorder says later about an entry of its own.</summary>
/// <param name="Item">How that is sent.</param>
/// <param name="Made">Notes how the entry reads from then on.</param>
internal sealed record Change(Item Item, Action Made)
{
    public static Change Of(Entry entry, string id, Dice dice)
    {
        var (moves, retracts, city) = (dice.Percent(25), dice.Percent(30), dice.Of(Situation.Cities));
        if (entry.Retracted)
            return new(About(entry, id, "entry-reinstated", "reinstatement"), () => entry.Retracted = false);
        // What others rest on stays, or they could not have been recorded.
        if (retracts && !entry.Opens)
            return new(About(entry, id, "entry-retracted", "retraction"), () => entry.Retracted = true);
        if (moves && entry.Item.Type == "community-activity-held" && city != entry.City)
            return new(Correction(entry, id, "cityIds", new JsonArray(entry.City), new JsonArray(city)),
                () => entry.City = city);
        var text = $"Đã sửa {id}";
        return new(Correction(entry, id, entry.Field, entry.Says, text), () => entry.Says = text);
    }

    private static Item Correction(Entry entry, string id, string field, JsonNode old, JsonNode @new)
    {
        var item = About(entry, id, "entry-corrected", "corrections");
        item.Data["changes"] = new JsonArray(new JsonObject { ["field"] = field, ["old"] = old, ["new"] = @new });
        return item;
    }

    private static Item About(Entry entry, string id, string type, string route)
    {
        var target = entry.Item.Recorded?.ActivityId;
        return new(id, type, null, new() { ["targetEventId"] = target, ["reason"] = $"Xem lại {id}" },
            $"/v1/activities/{target}/{route}");
    }
}
